import { join } from "node:path";
import { createGateway } from "../services/api-gateway/gateway.ts";
import { createDistribution } from "../services/cloudfront/distribution.ts";
import { mintToken, startDevIssuer, type TokenRequest } from "../services/dev-issuer/dev-issuer.ts";
import { Iam } from "../services/iam/iam.ts";
import type { LambdaService } from "../services/lambda/lambda-service.ts";
import type { ObjectStore } from "../services/s3/object-store.ts";
import { openSecrets } from "../services/secrets-manager/secret-store.ts";
import type { Queues } from "../services/sqs/queues.ts";
import type { DeployedResources } from "../template/deployed-resources.ts";
import { resolveDynamicReferences } from "../template/dynamic-references.ts";
import { loadCloudAssembly } from "../template/load-cloud-assembly.ts";
import { addressMap } from "./address-map.ts";
import { openDataFolder } from "./data-folder.ts";
import { type FrontServer, startFrontServer } from "./front-server.ts";
import { type ServerFacts, writeServerFile } from "./server-file.ts";
import { Shutdown } from "./shutdown.ts";
import { type Compute, type ComputeOptions, startCompute } from "./start-compute.ts";
import { type Stores, type StoresOptions, startStores } from "./start-stores.ts";

/** What tests and benchmarks watch, and where they interfere. */
type Probes = Pick<StoresOptions, "onTableCall" | "interceptTable" | "interceptObject"> &
  Pick<ComputeOptions, "onReport" | "streamBackOff" | "functionIdleMs" | "functionCompileCache">;

/** What is run, where its data lies, and who is told. */
export interface PlatformOptions extends Probes {
  /** Folder of the cloud assembly. */
  readonly assembly: string;
  readonly dataDir: string;
  /** Port of the API; 0 lets the system choose. */
  readonly port: number;
  /** Serves in place of a port of the platform's own, and stays open when the platform stops. */
  readonly front?: FrontServer;
  /** Takes the lines of the gateway and the functions. */
  readonly log: (entry: object) => void;
  /** The one that fits this machine when left out. */
  readonly engine?: StoresOptions["engine"];
  /** Told why, once the platform has stopped by itself: a part of it could not be kept running. */
  readonly onFailure?: (message: string) => void;
}

/** A running service. */
export interface Platform {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly resources: DeployedResources;
  readonly objects: ObjectStore;
  readonly queues: Queues;
  /** The functions, past all permissions. */
  readonly lambda: Pick<LambdaService, "invoke" | "idle">;
  /** The table's engine, past all permissions. */
  readonly engineEndpoint: string;
  /** Process of the table's engine; another one once it was started anew. */
  readonly enginePid: () => number;
  /** A JWT of the development issuer. */
  token(request: Omit<TokenRequest, "dataDir">): Promise<string>;
  /**
   * From the next invocation on a function runs the code of another folder. What runs is finished as
   * it began. @throws Error when no function has the name
   */
  updateFunctionCode(functionName: string, folder: string): Promise<void>;
  /**
   * The next invocation of a function waits until a debugger has attached to the port of the
   * loopback (0: the system chooses); the function's log tells the address. No time limit holds, of
   * the function or the gateway, and one invocation runs at a time.
   * @throws Error when no function has the name
   */
  inspect(functionName: string, port: number): Promise<void>;
  /** Kills a function's processes while they work; for tests of crashes. */
  kill(functionName: string): Promise<void>;
  /** Fires every schedule of the stacks now. */
  fireSchedules(): Promise<void>;
  /**
   * Resolves when all work in the background is done: that of functions after their answers is over,
   * what was written up to now has gone through
   * the streams, and every event has been taken by its functions, or they were given up on.
   */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Runs everything that the cloud assembly describes, on the loopback. Data is kept in the data
 * folder, which belongs to this platform until it stops.
 * @throws Error with one sentence for a busy port, a folder that cannot be used, or a template that
 * the local platform cannot honour. What was started by then is stopped again.
 */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const shutdown = new Shutdown();
  try {
    return await start(options, shutdown);
  } catch (error) {
    await shutdown.run();
    throw error;
  }
}

async function start(options: PlatformOptions, shutdown: Shutdown): Promise<Platform> {
  const { assembly, dataDir, log, onFailure, ...probes } = options;
  const note = (message: string) => log({ level: "error", message });
  const written = loadCloudAssembly(assembly);
  const iam = Iam.fromResources(written);
  const folder = shutdown.add(await openDataFolder(dataDir), (it) => it.close());
  const secrets = await openSecrets(join(folder.path, "secrets"), written);
  const resources = resolveDynamicReferences(written, secrets);
  const front = options.front ?? (await ownFront(options.port, shutdown));
  const issuer = shutdown.add(await startDevIssuer({ dataDir }), (it) => it.stop());
  const common = { ...probes, resources, iam, folder, shutdown };
  const stores = await startStores({
    ...common,
    ...{ secrets, note },
    onFailure: (message) => {
      note(message);
      const told = () => onFailure?.(message);
      shutdown.run().then(told, told);
    },
    onWrite: () => compute.streams.poke(),
    onAnnounce: (event) => compute.events.announce(event),
    onEvent: (event) => compute.events.confirm(event),
  });
  const mapAddress = addressMap(resources, front.url, issuer.endpoint);
  const compute = await startCompute({ ...common, stores, mapAddress, log });
  const distribution = createDistribution({ resources, objects: stores.objects, log: note });
  const { keys, quotas } = stores.keyServices;
  const gateway = { resources, log, keys, quotas, mapAddress, before: distribution };
  front.serve(createGateway({ ...gateway, lambda: compute.lambda }));
  shutdown.add(front, async (it) => it.pause());
  const facts = { url: front.url, ...serverFacts(resources, iam, stores, compute, mapAddress) };
  shutdown.add(await writeServerFile(folder.path, facts), (remove) => remove());
  return {
    ...{ url: front.url, resources },
    ...{ engineEndpoint: stores.engine.endpoint, enginePid: () => stores.engine.pid },
    ...{ objects: stores.objects, queues: stores.queues, ...controls(resources, compute) },
    token: (request) => mintToken({ dataDir, ...request }),
    stop: () => shutdown.run(),
  };
}

async function ownFront(port: number, shutdown: Shutdown): Promise<FrontServer> {
  return shutdown.add(await startFrontServer(port), (it) => it.close());
}

function serverFacts(
  resources: DeployedResources,
  iam: Iam,
  { queueService, engine, endpoints }: Stores,
  { invoke }: Compute,
  mapAddress: (value: string) => string,
): Omit<ServerFacts, "url"> {
  const { accessKeyId, secretAccessKey } = iam.administrator;
  return {
    ...{
      pid: process.pid,
      engine: engine.endpoint,
      ...endpoints,
      sqs: queueService.endpoint,
      lambda: invoke,
    },
    ...{ accessKeyId, secretAccessKey },
    outputs: Object.fromEntries(
      Object.entries(resources.outputs).map(([name, value]) => [
        name,
        mapAddress(queueService.local(value)),
      ]),
    ),
  };
}

function controls(
  resources: DeployedResources,
  { lambda, streams, events }: Compute,
): Pick<Platform, "lambda" | "updateFunctionCode" | "inspect" | "kill" | "fireSchedules" | "idle"> {
  const arnOf = (name: string): string => {
    const fn = resources.byPhysicalId("AWS::Lambda::Function", name);
    if (fn) return fn.arn;
    throw new Error(`No function has the name ${name}.`);
  };
  return {
    lambda,
    updateFunctionCode: (name, taskRoot) => lambda.change(arnOf(name), { taskRoot }),
    inspect: (name, inspectPort) => lambda.change(arnOf(name), { inspectPort }),
    kill: async (name) => {
      const fn = resources.byPhysicalId("AWS::Lambda::Function", name);
      if (fn) await lambda.kill(fn.arn);
    },
    fireSchedules: () => events.fireSchedules(),
    // What a stream's consumer does may lead to events, and their functions write to the table.
    idle: async () => {
      do {
        await lambda.idle();
        await events.idle();
        await streams.idle();
      } while (events.invocations.busy);
    },
  };
}
