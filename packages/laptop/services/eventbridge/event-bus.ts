import { PendingFiles } from "../../platform/pending-files.ts";
import type { DeployedResources } from "../../template/deployed-resources.ts";
import type { AsyncInvocations } from "../lambda/async-invocations.ts";
import type { BucketEvent } from "../s3/operation.ts";
import type { Queues } from "../sqs/queues.ts";
import { type BusEvent, objectEvent, scheduledEvent } from "./bus-event.ts";
import { type EventRule, eventRulesOf, type RuleTarget } from "./event-rule.ts";
import { notifyingBuckets } from "./notifying-buckets.ts";

/** The template's rules, their targets, and where pending events are kept. */
export interface EventBusOptions {
  readonly resources: DeployedResources;
  readonly invocations: Pick<AsyncInvocations, "accept">;
  readonly queues: Pick<Queues, "append">;
  /** Folder that this bus alone writes to. */
  readonly folder: string;
  readonly log: (entry: object) => void;
}

/**
 * Stands in for EventBridge's default bus: takes the events of buckets and schedules, and hands
 * them over to the functions of the rules that match. A bucket's event is kept on disk before the
 * change it tells of is made, so that none is lost whenever the platform dies.
 */
export class EventBus {
  readonly #options: EventBusOptions;
  readonly #files: PendingFiles<BucketEvent>;
  readonly #rules: readonly EventRule[];
  readonly #buckets: ReadonlySet<string>;

  private constructor(options: EventBusOptions, files: PendingFiles<BucketEvent>) {
    this.#options = options;
    this.#files = files;
    this.#rules = eventRulesOf(options.resources);
    this.#buckets = notifyingBuckets(options.resources);
  }

  /** @throws Error with a clear sentence for a rule of the stacks that cannot be honoured */
  static async open(options: EventBusOptions): Promise<EventBus> {
    return new EventBus(options, await PendingFiles.open<BucketEvent>(options.folder));
  }

  /** The rules that have a schedule. */
  get scheduledRules(): readonly EventRule[] {
    return this.#rules.filter(({ intervalMs }) => intervalMs !== undefined);
  }

  /** Keeps the event of a change that is about to be made. */
  async announce(event: BucketEvent): Promise<void> {
    if (this.#isWanted(event)) await this.#files.put(event.sequencer, event);
  }

  /** The announced change has been made: its event goes to the functions. */
  async confirm(event: BucketEvent): Promise<void> {
    if (!this.#isWanted(event)) return;
    await this.#publish(objectEvent(event));
    await this.#files.remove(event.sequencer);
  }

  /** Confirms what an earlier run announced and made, and forgets what it did not make. */
  async recover(wasMade: (event: BucketEvent) => boolean): Promise<void> {
    for (const [id, event] of await this.#files.left()) {
      if (wasMade(event)) await this.confirm(event);
      await this.#files.remove(id);
    }
  }

  /** Sends a rule's scheduled event to its targets. */
  async fire(rule: EventRule): Promise<void> {
    await this.#handOver(rule, scheduledEvent(rule.arn, new Date()));
  }

  #isWanted(event: BucketEvent): boolean {
    if (!this.#buckets.has(event.bucket)) return false;
    const sent = objectEvent(event);
    return this.#rules.some(({ matches }) => matches?.(sent));
  }

  async #publish(event: BusEvent): Promise<void> {
    for (const rule of this.#rules) {
      if (rule.matches?.(event)) await this.#handOver(rule, event);
    }
  }

  async #handOver(rule: EventRule, event: BusEvent): Promise<void> {
    for (const target of rule.targets) {
      if (target.permitted) {
        await this.#options.invocations.accept(target.functionArn, target.input ?? event);
      } else {
        this.#refuse(rule, target, event);
      }
    }
  }

  /** Without a permission EventBridge does not try again. */
  #refuse(rule: EventRule, { functionArn, deadLetterQueueArn }: RuleTarget, event: BusEvent): void {
    const message = `Rule ${rule.logicalId} may not invoke ${functionArn}: AWS::Lambda::Permission is missing.`;
    this.#options.log({ level: "error", message });
    if (deadLetterQueueArn) {
      this.#options.queues.append(deadLetterQueueArn, JSON.stringify(event));
    }
  }
}
