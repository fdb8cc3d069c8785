import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { DeployedResources } from "../../template/deployed-resources.ts";
import type { Iam } from "../iam/iam.ts";
import { AsyncInvocations } from "../lambda/async-invocations.ts";
import type { LambdaService } from "../lambda/lambda-service.ts";
import type { BucketEvent } from "../s3/operation.ts";
import type { Queues } from "../sqs/queues.ts";
import { EventBus } from "./event-bus.ts";
import { Schedules } from "./schedules.ts";

/** What the bus and the asynchronous invocations behind it stand on. */
export interface EventsOptions {
  readonly resources: DeployedResources;
  readonly iam: Iam;
  readonly queues: Pick<Queues, "append">;
  readonly lambda: Pick<LambdaService, "invoke">;
  readonly dataDir: string;
  readonly log: (entry: object) => void;
  /** Whether a bucket is as an event of an earlier run says. */
  readonly bearsOut: (event: BucketEvent) => boolean;
  /** Milliseconds before the given retry (the first is 1); doubling from 50 ms when left out. */
  readonly backOff?: (retry: number) => number;
}

/** Bucket events, schedules, and the asynchronous invocations that they lead to. */
export interface Events {
  /** Takes events for functions, as Lambda's Invoke does with the type `Event`. */
  readonly invocations: AsyncInvocations;
  /** To be called before a change in a bucket is made … */
  announce(event: BucketEvent): Promise<void>;
  /** … and once it is durable, before it is acknowledged. */
  confirm(event: BucketEvent): Promise<void>;
  /** Fires every schedule now. */
  fireSchedules(): Promise<void>;
  /** Resolves when every event was taken by its functions or given up on. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Runs the event rules of the stacks, first with the events that an earlier run left.
 * @throws Error with a clear sentence for a rule or a function's setting that cannot be honoured.
 */
export async function startEvents(options: EventsOptions): Promise<Events> {
  const { resources, iam, queues, lambda, dataDir, log, bearsOut, backOff } = options;
  const folder = join(dataDir, "events");
  const invocations = await AsyncInvocations.open({
    ...{ resources, iam, lambda, queues, log, backOff },
    folder: join(folder, "invocations"),
  });
  const announced = join(folder, "announced");
  const bus = await EventBus.open({ resources, invocations, queues, folder: announced, log });
  await bus.recover(bearsOut);
  const due = join(folder, "schedules");
  await mkdir(due, { recursive: true });
  const schedules = new Schedules(bus, due, log);
  return {
    invocations,
    announce: (event) => bus.announce(event),
    confirm: (event) => bus.confirm(event),
    fireSchedules: () => schedules.fireAll(),
    idle: () => invocations.idle(),
    stop: async () => {
      await schedules.stop();
      await invocations.stop();
    },
  };
}
