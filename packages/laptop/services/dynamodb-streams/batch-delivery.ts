import { ACCOUNT } from "../../template/account.ts";
import type { LambdaService } from "../lambda/lambda-service.ts";
import type { Queues } from "../sqs/queues.ts";
import type { BatchOutcome } from "./batch-outcome.ts";
import { batchOutcome } from "./batch-outcome.ts";
import type { DiscardedBatch } from "./failure-message.ts";
import { failureMessage } from "./failure-message.ts";
import type { StreamMapping } from "./stream-mapping.ts";
import type { StreamRecord } from "./stream-record.ts";

/** Whom batches are delivered to, and where those go that keep failing. */
export interface DeliveryOptions {
  readonly lambda: Pick<LambdaService, "invoke">;
  readonly queues: Queues;
  readonly log: (entry: object) => void;
  /** Waits before the given retry, the first one being 1; rejects when the platform stops. */
  readonly pause: (retry: number) => Promise<void>;
  /** Aborted when the platform stops: what fails after that has failed because of it. */
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch; the clock when left out. */
  readonly now?: () => number;
}

/** Told the last of the records that are settled; throws when the platform stops meanwhile. */
export type Settled = (record: StreamRecord) => void;

interface Attempts {
  /** Failed invocations that count against MaximumRetryAttempts. */
  readonly failed: number;
  readonly invoked: number;
}

/** Brings batches of one shard to the function, in order, until each record is settled. */
export class BatchDelivery {
  readonly #mapping: StreamMapping;
  readonly #shardId: string;
  readonly #options: DeliveryOptions;

  constructor(mapping: StreamMapping, shardId: string, options: DeliveryOptions) {
    this.#mapping = mapping;
    this.#shardId = shardId;
    this.#options = options;
  }

  /**
   * Returns once every record was taken by the function or given up on. Retries the batch with
   * back-off, from the first failed record on; splits it in two when the mapping says so, which
   * does not count as a retry.
   */
  deliver(records: readonly StreamRecord[], settled: Settled): Promise<void> {
    return this.#deliver(records, settled, { failed: 0, invoked: 0 });
  }

  async #deliver(
    records: readonly StreamRecord[],
    settled: Settled,
    attempts: Attempts,
  ): Promise<void> {
    const batch = this.#withoutExpired(records, settled, attempts.invoked);
    const last = batch.at(-1);
    if (last === undefined) return;
    const outcome = await this.#invoke(batch);
    const invoked = attempts.invoked + 1;
    if (outcome.kind === "done") return settled(last);
    if (outcome.kind === "failed" && this.#mapping.bisects && batch.length > 1) {
      const middle = Math.ceil(batch.length / 2);
      await this.#deliver(batch.slice(0, middle), settled, { ...attempts, invoked });
      return this.#deliver(batch.slice(middle), settled, { ...attempts, invoked });
    }
    const done = outcome.kind === "partly" ? outcome.firstFailed : 0;
    const taken = batch[done - 1];
    if (taken !== undefined) settled(taken);
    const rest = batch.slice(done);
    // A throttled batch was never tried: only its age ends it.
    const failed = attempts.failed + (outcome.kind === "throttled" ? 0 : 1);
    if (failed > this.#mapping.maxRetries) {
      const error = outcome.kind === "partly" ? undefined : outcome.error;
      return this.#discard(rest, settled, "RetryAttemptsExhausted", invoked, error);
    }
    await this.#options.pause(invoked);
    return this.#deliver(rest, settled, { failed, invoked });
  }

  async #invoke(batch: readonly StreamRecord[]): Promise<BatchOutcome> {
    const { functionArn, streamArn, reportsItemFailures, functionName } = this.#mapping;
    this.#options.signal.throwIfAborted();
    const source = { awsRegion: ACCOUNT.region, eventSourceARN: streamArn };
    const Records = batch.map((record) => ({ ...record, ...source }));
    const result = await this.#options.lambda.invoke(functionArn, { Records });
    this.#options.signal.throwIfAborted();
    const outcome = batchOutcome(result, batch, reportsItemFailures);
    if (outcome.kind !== "done") {
      const reason = result.error?.message ?? "it reported failed items";
      this.#warn(`${functionName} did not take ${batch.length} stream records: ${reason}`);
    }
    return outcome;
  }

  #withoutExpired(
    records: readonly StreamRecord[],
    settled: Settled,
    invoked: number,
  ): readonly StreamRecord[] {
    const oldest = this.#now() - this.#mapping.maxAgeMs;
    const kept = records.findIndex(
      ({ dynamodb }) => dynamodb.ApproximateCreationDateTime * 1000 >= oldest,
    );
    if (kept === 0) return records;
    const expired = kept === -1 ? records : records.slice(0, kept);
    this.#discard(expired, settled, "RecordAgeExceeded", invoked, undefined);
    return records.slice(expired.length);
  }

  #discard(
    records: readonly StreamRecord[],
    settled: Settled,
    condition: DiscardedBatch["condition"],
    invokeCount: number,
    error: DiscardedBatch["error"],
  ): void {
    const last = records.at(-1);
    if (last === undefined) return;
    const { onFailureQueueArn, functionName } = this.#mapping;
    const batch = { mapping: this.#mapping, shardId: this.#shardId, records };
    if (onFailureQueueArn !== undefined) {
      const now = new Date(this.#now());
      const message = failureMessage({ ...batch, condition, invokeCount, error }, now);
      this.#options.queues.append(onFailureQueueArn, message);
    }
    this.#warn(`${functionName}: ${records.length} stream records discarded, ${condition}`);
    settled(last);
  }

  #now(): number {
    return this.#options.now?.() ?? Date.now();
  }

  #warn(message: string): void {
    this.#options.log({ level: "warn", message });
  }
}
