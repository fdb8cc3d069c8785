import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ACCOUNT } from "./account.ts";
import { openDataFolder } from "./data-folder.ts";
import { type DeployedResources, loadCloudAssembly } from "./deployed-resources.ts";
import { mintToken, startDevIssuer, type TokenRequest } from "./dev-issuer.ts";
import { createDistribution } from "./distribution.ts";
import { startEngine } from "./dynamodb/engine.ts";
import type { EngineName } from "./dynamodb/engine-program.ts";
import { type IamProxyOptions, startIamProxy } from "./dynamodb/iam-proxy.ts";
import { createTables } from "./dynamodb/tables.ts";
import { createGateway } from "./gateway/gateway.ts";
import { Iam } from "./iam.ts";
import { startKeyServices } from "./key-services.ts";
import type { InvocationReport } from "./lambda/lambda-log.ts";
import { startLambda } from "./lambda/start-lambda.ts";
import {
  type ObjectStore,
  type ObjectStoreOptions,
  startObjectStore,
} from "./objects/object-store.ts";
import { writeServerFile } from "./server-file.ts";
import { startStreams } from "./streams/start-streams.ts";

const LOOPBACK = "127.0.0.1";
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
  /** The table's engine, past all permissions. */
  readonly engineEndpoint: string;
  /** A JWT of the development issuer. */
  token(request: Omit<TokenRequest, "dataDir">): Promise<string>;
  /** Resolves when the streams have delivered all that was written up to now. */
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
  const front = await listen(options.port);
  started.push(() => close(front.server));
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
  const streams = startStreams({ resources, iam, lambda, engine: engine.endpoint, dataDir, log });
  started.push(() => streams.stop());
  const distribution = createDistribution({ resources, objects, log: note });
  front.serve(createGateway({ resources, lambda, log, keys, quotas, before: distribution }));
  const { accessKeyId, secretAccessKey } = iam.administrator;
  const removeServerFile = await writeServerFile(folder.path, {
    pid: process.pid,
    url: front.url,
    engine: engine.endpoint,
    ...{ dynamodb: proxy.endpoint, apiGateway, secretsManager, accessKeyId, secretAccessKey },
    tableName: resources.one("AWS::DynamoDB::Table").physicalId,
    usagePlanPrefix: `${resources.one("AWS::ApiGateway::RestApi").stack}-`,
  });
  started.push(removeServerFile);
  return {
    url: front.url,
    resources,
    objects,
    engineEndpoint: engine.endpoint,
    token: (request) => mintToken({ dataDir, ...request }),
    idle: () => streams.idle(),
    stop,
  };
}

/** Replaces the addresses of AWS, wherever in a function's variables, by those of this platform. */
function addressMap(resources: DeployedResources, front: string, issuer: string) {
  const api = resources.one("AWS::ApiGateway::RestApi").physicalId;
  const stage = resources.one("AWS::ApiGateway::Stage").physicalId;
  const host = `${api}.execute-api.${ACCOUNT.region}.${ACCOUNT.urlSuffix}`;
  const local: readonly (readonly [string, string])[] = [
    [`https://${host}/${stage}`, front],
    ["https://photos.local.invalid", front],
    ["https://jwks.dev-issuer.invalid", issuer],
  ];
  return (value: string): string =>
    local.reduce((mapped, [address, own]) => mapped.replaceAll(address, own), value);
}

interface Front {
  readonly url: string;
  readonly server: Server;
  serve(listener: RequestListener): void;
}

/** Takes the port first, so that a busy one is told before anything is started. */
async function listen(port: number): Promise<Front> {
  let serve: RequestListener = (_, response) => response.writeHead(503).end();
  const server = createServer((request, response) => serve(request, response));
  // Clients may send bodies of up to 10 MB over slow lines; API Gateway waits as long.
  server.keepAliveTimeout = 60_000;
  server.listen(port, LOOPBACK);
  try {
    await once(server, "listening");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const busy = code === "EADDRINUSE" ? "is in use" : `cannot be opened (${code})`;
    throw new Error(`Port ${port} ${busy}; set PORT to another one.`);
  }
  const { port: chosen } = server.address() as AddressInfo;
  return {
    url: `http://${LOOPBACK}:${chosen}`,
    server,
    serve: (listener) => {
      serve = listener;
    },
  };
}

async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}
