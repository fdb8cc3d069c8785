import { addressMap } from "./address-map.ts";
import { openDataFolder } from "./data-folder.ts";
import { type DeployedResources, loadCloudAssembly } from "./deployed-resources.ts";
import { deploymentNames } from "./deployment-names.ts";
import { mintToken, startDevIssuer, type TokenRequest } from "./dev-issuer.ts";
import { createDistribution } from "./distribution.ts";
import { startEngine } from "./dynamodb/engine.ts";
import type { EngineName } from "./dynamodb/engine-program.ts";
import { type IamProxyOptions, startIamProxy } from "./dynamodb/iam-proxy.ts";
import { createTables } from "./dynamodb/tables.ts";
import { startEvents } from "./events/start-events.ts";
import { startFrontServer } from "./front-server.ts";
import { createGateway } from "./gateway/gateway.ts";
import { Iam } from "./iam.ts";
import { startKeyServices } from "./key-services.ts";
import { startInvokeEndpoint } from "./lambda/invoke-endpoint.ts";
import type { InvocationReport } from "./lambda/lambda-log.ts";
import type { LambdaService } from "./lambda/lambda-service.ts";
import { startLambda } from "./lambda/start-lambda.ts";
import {
  type ObjectStore,
  type ObjectStoreOptions,
  startObjectStore,
} from "./objects/object-store.ts";
import { startQueueService } from "./queue-service.ts";
import { Queues } from "./queues.ts";
import { writeServerFile } from "./server-file.ts";
import { type StreamsOptions, startStreams } from "./streams/start-streams.ts";

const WRITES = /^(Put|Update|Delete|BatchWrite|TransactWrite)/;

export interface PlatformOptions {
  /** Folder of the cloud assembly. */
  readonly assembly: string;
  readonly dataDir: string;
  /** Port of the API; 0 lets the system choose. */
  readonly port: number;
  /** Takes the lines of the gateway and the functions. */
  readonly log: (entry: object) => void;
  /** The one that fits this machine when left out. */
  readonly engine?: EngineName;
  readonly onTableCall?: NonNullable<IamProxyOptions["onCall"]>;
  readonly onReport?: (report: InvocationReport) => void;
  /** Milliseconds before a retry of a stream's batch; as the stream sees fit when left out. */
  readonly streamBackOff?: NonNullable<StreamsOptions["backOff"]>;
  /** Make calls fail; for tests of failures. */
  readonly interceptTable?: NonNullable<IamProxyOptions["intercept"]>;
  readonly interceptObject?: NonNullable<ObjectStoreOptions["intercept"]>;
}

/** A running service. */
export interface Platform {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly resources: DeployedResources;
  readonly objects: ObjectStore;
  readonly queues: Queues;
  /** The functions, past all permissions. */
  readonly lambda: Pick<LambdaService, "invoke">;
  /** The table's engine, past all permissions. */
  readonly engineEndpoint: string;
  /** A JWT of the development issuer. */
  token(request: Omit<TokenRequest, "dataDir">): Promise<string>;
  /** Kills a function's processes amid their work; for tests of crashes. */
  kill(functionName: string): Promise<void>;
  /** Fires every schedule of the stacks now. */
  fireSchedules(): Promise<void>;
  /**
   * Resolves when all work in the background is done: what was written up to now has gone through
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
  const started: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const end of started.splice(0).reverse()) await end();
  };
  try {
    return await start(options, started, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  options: PlatformOptions,
  started: (() => Promise<unknown>)[],
  stop: () => Promise<void>,
): Promise<Platform> {
  const { log, dataDir } = options;
  const note = (message: string) => log({ level: "error", message });
  const resources = loadCloudAssembly(options.assembly);
  const iam = Iam.fromResources(resources);
  const folder = await openDataFolder(dataDir);
  started.push(() => folder.close());
  const front = await startFrontServer(options.port);
  started.push(() => front.close());
  const issuer = await startDevIssuer({ dataDir });
  started.push(() => issuer.stop());
  const engine = await startEngine({
    dataDir,
    onExit: note,
    ...(options.engine && { engine: options.engine }),
  });
  started.push(() => engine.stop());
  await createTables(engine.endpoint, resources);
  const objects = await startObjectStore({
    folder: await folder.folder("objects"),
    resources,
    iam,
    log: note,
    intercept: options.interceptObject,
    onAnnounce: (event) => events.announce(event),
    onEvent: (event) => events.confirm(event),
  });
  started.push(() => objects.stop());
  const proxy = await startIamProxy({
    engine: engine.endpoint,
    resources,
    iam,
    onCall: (call) => {
      if (WRITES.test(call.operation)) streams.poke();
      options.onTableCall?.(call);
    },
    ...(options.interceptTable && { intercept: options.interceptTable }),
  });
  started.push(() => proxy.close());
  const keyServices = await startKeyServices({ dataDir: folder.path, resources, iam, log: note });
  started.push(() => keyServices.close());
  const { keys, quotas, apiGateway, secretsManager } = keyServices;
  const queues = new Queues(resources, folder.path);
  const queueService = await startQueueService({ queues, resources, iam });
  started.push(() => queueService.close());
  const endpoints = { dynamodb: proxy.endpoint, s3: objects.endpoint, apiGateway, secretsManager };
  const lambda = startLambda({
    resources,
    iam,
    endpoints,
    mapAddress: addressMap(resources, front.url, issuer.endpoint),
    log: (entry) => {
      if (entry.kind === "report") options.onReport?.(entry);
      log(entry);
    },
  });
  started.push(() => lambda.stop());
  const streams = startStreams({
    ...{ resources, iam, queues, lambda, dataDir, log },
    engine: engine.endpoint,
    ...(options.streamBackOff && { backOff: options.streamBackOff }),
  });
  started.push(() => streams.stop());
  const events = await startEvents({
    ...{ resources, iam, queues, lambda, dataDir: folder.path, log },
    bearsOut: (event) => objects.bearsOut(event),
  });
  started.push(() => events.stop());
  const { invocations } = events;
  const invoking = await startInvokeEndpoint({ resources, iam, lambda, invocations });
  started.push(() => invoking.close());
  const distribution = createDistribution({ resources, objects, log: note });
  front.serve(createGateway({ resources, lambda, log, keys, quotas, before: distribution }));
  const { accessKeyId, secretAccessKey } = iam.administrator;
  const removeServerFile = await writeServerFile(folder.path, {
    pid: process.pid,
    url: front.url,
    engine: engine.endpoint,
    ...{ ...endpoints, accessKeyId, secretAccessKey },
    ...{ sqs: queueService.endpoint, lambda: invoking.endpoint },
    ...deploymentNames(resources, iam, (queue) => queueService.urlOf(queue)),
  });
  started.push(removeServerFile);
  return {
    url: front.url,
    resources,
    objects,
    queues,
    lambda,
    engineEndpoint: engine.endpoint,
    token: (request) => mintToken({ dataDir, ...request }),
    kill: async (name) => {
      const fn = resources.byPhysicalId("AWS::Lambda::Function", name);
      if (fn) await lambda.kill(fn.arn);
    },
    fireSchedules: () => events.fireSchedules(),
    // What a stream's consumer does may lead to events, and their functions write to the table.
    idle: async () => {
      do {
        await events.idle();
        await streams.idle();
      } while (invocations.busy);
    },
    stop,
  };
}
