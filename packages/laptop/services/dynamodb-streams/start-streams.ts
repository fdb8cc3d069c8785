import type { DeployedResources } from "../../template/deployed-resources.ts";
import type { Iam } from "../iam/iam.ts";
import type { LambdaService } from "../lambda/lambda-service.ts";
import type { Queues } from "../sqs/queues.ts";
import { MappingPoller } from "./mapping-poller.ts";
import { ShardReader } from "./shard-reader.ts";
import { streamMappingsOf } from "./stream-mapping.ts";

/** The running pollers. */
export interface StreamsOptions {
  readonly resources: DeployedResources;
  readonly iam: Iam;
  /** Takes what is given up. */
  readonly queues: Queues;
  readonly lambda: LambdaService;
  /** URL of the table's engine. */
  readonly engine: string;
  readonly dataDir: string;
  readonly log: (entry: object) => void;
  /** Milliseconds before the given retry (the first is 1); doubling from 50 ms when left out, or undefined. */
  readonly backOff?: (retry: number) => number | undefined;
  /** Milliseconds since the epoch; the clock when left out. */
  readonly now?: () => number;
}

/** The mappings of all streams, as they run. */
export interface Streams {
  /** Looks at the streams now; to be called after a write. */
  poke(): void;
  /** Resolves when everything written up to now has been delivered or given up. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** Runs every event source mapping of the stacks that reads a table's stream. */
export function startStreams(options: StreamsOptions): Streams {
  const { resources, iam, engine } = options;
  const reader = new ShardReader(engine);
  const pollers = streamMappingsOf(resources, iam).map(
    (mapping) => new MappingPoller(mapping, { ...options, reader }),
  );
  return {
    poke: () => {
      for (const poller of pollers) poller.poke();
    },
    idle: async () => {
      await Promise.all(pollers.map((poller) => poller.idle()));
    },
    stop: async () => {
      await Promise.all(pollers.map((poller) => poller.stop()));
    },
  };
}
