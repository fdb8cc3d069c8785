import type { DynamoDbEngine } from "../services/dynamodb/engine.ts";
import type { EngineName } from "../services/dynamodb/engine-program.ts";
import { type IamProxyOptions, startIamProxy } from "../services/dynamodb/iam-proxy.ts";
import { keepEngine } from "../services/dynamodb/kept-engine.ts";
import { createTables, importedTables } from "../services/dynamodb/tables.ts";
import type { Iam } from "../services/iam/iam.ts";
import type { ServiceEndpoints } from "../services/lambda/process-environment.ts";
import {
  type ObjectStore,
  type ObjectStoreOptions,
  startObjectStore,
} from "../services/s3/object-store.ts";
import type { StoredSecret } from "../services/secrets-manager/secret-store.ts";
import { type QueueService, startQueueService } from "../services/sqs/queue-service.ts";
import { Queues } from "../services/sqs/queues.ts";
import type { DeployedResources } from "../template/deployed-resources.ts";
import type { DataFolder } from "./data-folder.ts";
import type { Shutdown } from "./shutdown.ts";
import { type KeyServices, startKeyServices } from "./start-key-services.ts";

const WRITES = /^(Put|Update|Delete|BatchWrite|TransactWrite)/;

/** What table and buckets stand on, and who is told of changes and faults. */
export interface StoresOptions extends Pick<ObjectStoreOptions, "onAnnounce" | "onEvent"> {
  readonly resources: DeployedResources;
  readonly iam: Iam;
  readonly secrets: StoredSecret[];
  readonly folder: DataFolder;
  readonly shutdown: Shutdown;
  /** Takes faults of the services themselves. */
  readonly note: (message: string) => void;
  /** Told when a service has ended for good, and the platform is of no use any more. */
  readonly onFailure: (message: string) => void;
  /** Runs after each call that may have changed a table. */
  readonly onWrite: () => void;
  /** The one that fits this machine when left out. */
  readonly engine?: EngineName | undefined;
  readonly onTableCall?: IamProxyOptions["onCall"];
  readonly interceptTable?: IamProxyOptions["intercept"];
  readonly interceptObject?: ObjectStoreOptions["intercept"];
}

/** What keeps a deployment's data, each served on the loopback. */
export interface Stores {
  readonly objects: ObjectStore;
  readonly queues: Queues;
  readonly queueService: QueueService;
  readonly keyServices: KeyServices;
  /** Holds the tables, past all permissions. */
  readonly engine: DynamoDbEngine;
  /** URLs of what functions call. */
  readonly endpoints: ServiceEndpoints;
}

/** Starts tables, buckets, the gateway's keys, secrets and queues, with what the folder holds. */
export async function startStores(options: StoresOptions): Promise<Stores> {
  const { resources, iam, secrets, folder, shutdown, note } = options;
  const { engine, dynamodb } = await startTables(options);
  const objects = await startObjectStore({
    folder: await folder.folder("objects"),
    ...{ resources, iam, log: note, intercept: options.interceptObject },
    ...{ onAnnounce: options.onAnnounce, onEvent: options.onEvent },
  });
  shutdown.add(objects, (store) => store.stop());
  const keyServices = await startKeyServices({
    ...{ dataDir: folder.path, resources, iam, secrets, log: note },
  });
  shutdown.add(keyServices, (services) => services.close());
  const queues = new Queues(resources, folder.path);
  const queueService = await startQueueService({ queues, resources, iam });
  shutdown.add(queueService, (service) => service.close());
  const { apiGateway, secretsManager } = keyServices;
  const endpoints = { dynamodb, s3: objects.endpoint, apiGateway, secretsManager };
  return { objects, queues, queueService, keyServices, engine, endpoints };
}

/** The engine, and the proxy before it that checks who may do what. */
async function startTables(
  options: StoresOptions,
): Promise<{ readonly engine: DynamoDbEngine; readonly dynamodb: string }> {
  const { resources, iam, folder, shutdown, note, onWrite, onTableCall, interceptTable } = options;
  const engine = await keepEngine({
    dataDir: folder.path,
    note,
    onGivenUp: options.onFailure,
    ...(options.engine && { engine: options.engine }),
  });
  shutdown.add(engine, (program) => program.stop());
  await createTables(engine.endpoint, resources);
  const imported = await importedTables(engine.endpoint, resources);
  const proxy = await startIamProxy({
    engine: engine.endpoint,
    ...{ resources, imported, iam },
    onCall: (call) => {
      if (WRITES.test(call.operation)) onWrite();
      onTableCall?.(call);
    },
    ...(interceptTable && { intercept: interceptTable }),
  });
  shutdown.add(proxy, (server) => server.close());
  return { engine, dynamodb: proxy.endpoint };
}
