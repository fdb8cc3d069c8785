import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import type { SweepOrder, SweepSummary } from "../../../shared/domain/photo/sweep-photos.ts";
import { OperatorError } from "../../operator-error.ts";
import { SDK_OPTIONS } from "../sdk-options.ts";

/** Milliseconds that Lambda lets any function run at most. */
const LONGEST_RUN = 15 * 60_000;

/** How the bucket is swept. */
export interface SweepOptions {
  /** Parts that are swept side by side. */
  readonly shards: number;
  /** However much there is to remove. */
  readonly force: boolean;
}

/**
 * Runs the sweep of the photo bucket, from its beginning until it has been through all of it, or has
 * stopped as it would remove too much.
 * @param FunctionName of the sweep
 * @returns what all its runs did together
 * @throws OperatorError when there is no such function, or it fails; what Lambda throws
 */
export async function runSweep(
  FunctionName: string,
  { shards, force }: SweepOptions,
): Promise<SweepSummary> {
  // Once: an invocation that breaks off goes on at Lambda, beside the one that would be sent again.
  const requestHandler = { ...SDK_OPTIONS.requestHandler, requestTimeout: LONGEST_RUN };
  const lambda = new LambdaClient({ maxAttempts: 1, requestHandler });
  const parts = await Promise.all(
    Array.from({ length: shards }, (_, number) =>
      sweepShard((anew) =>
        invoke(lambda, FunctionName, { anew, force, shard: { number, of: shards } }),
      ),
    ),
  );
  const stopped = parts.find((part) => part.stopped)?.stopped;
  return {
    looked: parts.reduce((sum, part) => sum + part.looked, 0),
    removed: parts.reduce((sum, part) => sum + part.removed, 0),
    isComplete: parts.every((part) => part.isComplete),
    ...(stopped && { stopped }),
  };
}

async function sweepShard(run: (anew: boolean) => Promise<SweepSummary>): Promise<SweepSummary> {
  let [looked, removed] = [0, 0];
  for (let anew = true; ; anew = false) {
    const part = await run(anew);
    looked += part.looked;
    removed += part.removed;
    if (part.isComplete || part.stopped) return { ...part, looked, removed };
  }
}

async function invoke(
  lambda: LambdaClient,
  FunctionName: string,
  order: SweepOrder,
): Promise<SweepSummary> {
  const { Payload, FunctionError } = await lambda
    .send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(order) }))
    .catch((error: unknown) => {
      if (!(error instanceof Error) || error.name !== "ResourceNotFoundException") throw error;
      throw new OperatorError(`There is no function ${FunctionName} in this account and region.`);
    });
  const answer = JSON.parse(Buffer.from(Payload ?? []).toString() || "null");
  if (!FunctionError) return answer;
  throw new OperatorError(`The sweep failed: ${answer?.errorMessage ?? FunctionError}`);
}
