import {
  type Streams,
  type StreamsOptions,
  startStreams,
} from "../services/dynamodb-streams/start-streams.ts";
import { type Events, startEvents } from "../services/eventbridge/start-events.ts";
import type { Iam } from "../services/iam/iam.ts";
import { startInvokeEndpoint } from "../services/lambda/invoke-endpoint.ts";
import type { InvocationReport } from "../services/lambda/lambda-log.ts";
import type { LambdaService } from "../services/lambda/lambda-service.ts";
import { startLambda } from "../services/lambda/start-lambda.ts";
import type { DeployedResources } from "../template/deployed-resources.ts";
import type { DataFolder } from "./data-folder.ts";
import type { Shutdown } from "./shutdown.ts";
import type { Stores } from "./start-stores.ts";

/** What functions and gateway stand on. */
export interface ComputeOptions {
  readonly resources: DeployedResources;
  readonly iam: Iam;
  readonly folder: DataFolder;
  readonly shutdown: Shutdown;
  readonly stores: Stores;
  /** Replaces AWS addresses in the functions' variables by local ones. */
  readonly mapAddress: (value: string) => string;
  readonly log: (entry: object) => void;
  /** Milliseconds after which an unused environment of a function ends; five minutes when left out. */
  readonly functionIdleMs?: number | undefined;
  /** Folder that makes cold starts of tests shorter; they compile as on Lambda when left out. */
  readonly functionCompileCache?: string | undefined;
  readonly onReport?: ((report: InvocationReport) => void) | undefined;
  /** Milliseconds before a retry of a stream's batch; as the stream sees fit when left out. */
  readonly streamBackOff?: StreamsOptions["backOff"];
}

/** The functions, and what runs them without a request. */
export interface Compute {
  readonly lambda: LambdaService;
  readonly streams: Streams;
  readonly events: Events;
  /** URL of Lambda's Invoke. */
  readonly invoke: string;
}

/** Starts functions, streams, events and schedules, first with what an earlier run left. */
export async function startCompute(options: ComputeOptions): Promise<Compute> {
  const { resources, iam, shutdown, log, stores, streamBackOff } = options;
  const { objects, queues, engine, endpoints } = stores;
  const dataDir = options.folder.path;
  const lambda = startLambda({
    ...{ resources, iam, endpoints, mapAddress: options.mapAddress },
    idleMs: options.functionIdleMs,
    compileCache: options.functionCompileCache,
    log: (entry) => {
      if (entry.kind === "report") options.onReport?.(entry);
      log(entry);
    },
  });
  shutdown.add(lambda, (service) => service.stop());
  const streams = startStreams({
    ...{ resources, iam, queues, lambda, dataDir, log },
    engine: engine.endpoint,
    ...(streamBackOff && { backOff: streamBackOff }),
  });
  shutdown.add(streams, (all) => all.stop());
  const events = await startEvents({
    ...{ resources, iam, queues, lambda, dataDir, log },
    bearsOut: (event) => objects.bearsOut(event),
  });
  shutdown.add(events, (all) => all.stop());
  const { invocations } = events;
  const server = await startInvokeEndpoint({ resources, iam, lambda, invocations });
  shutdown.add(server, (endpoint) => endpoint.close());
  return { lambda, streams, events, invoke: server.endpoint };
}
