import { createHash, randomUUID } from "node:crypto";
import { v7 as uuid } from "uuid";
import { DAY_MS, expiryOf } from "../../model/expiry.ts";
import { Problem } from "../../model/problem.ts";
import { KEY_IN_USE, KEY_REUSED } from "../../model/repeated-request.ts";
import {
  beginRequest,
  finishRequest,
  forgetRequest,
  type IdempotencyRecord,
  releaseRequest,
  resumeRequest,
} from "../../persistence/idempotency-repository.ts";
import { withDeadline } from "../../request-deadline.ts";
import { TIME_LIMITS } from "../../time-limits.ts";
import { sealOf } from "./sealed-answer.ts";

/** How long an answer can be had again. */
const KEPT_MS = DAY_MS;

/** A request that may be sent several times. */
export interface IdempotentRequest {
  readonly account: string;
  readonly route: string;
  /** The key that the caller gave the request. */
  readonly key: string;
  /** Everything that makes two requests the same. */
  readonly content: readonly (string | Uint8Array)[];
}

/** The answer, and whether an earlier sending of the request made it. */
export interface OnceResult<T> {
  readonly answer: T;
  readonly replayed: boolean;
}

/**
 * Carries a request out once in 24 hours, whatever number of times it is sent. When its process
 * died half-way, the next one carries it out again with the same `newId`, so that what was already
 * made is recognised.
 * @param run gives the answer to store; when it throws, nothing is stored and the key is free again
 * @throws Problem `conflict` while the first one is running, `invalid` for another request under the same key
 */
export async function runOnce<T>(
  request: IdempotentRequest,
  run: (newId: string) => Promise<T>,
): Promise<OnceResult<T>> {
  const seal = sealOf(request.account, request.route, request.key);
  const now = Date.now();
  const mine: IdempotencyRecord = {
    fingerprint: fingerprintOf(request.content),
    newId: uuid(),
    run: randomUUID(),
    runningUntil: now + TIME_LIMITS.running,
    expiresAt: expiryOf(now, KEPT_MS),
  };
  const stored = await beginRequest(seal.digest, mine, now);
  if (stored) {
    if (stored.fingerprint !== mine.fingerprint) throw keyReused();
    if (stored.answer !== undefined) {
      return { answer: seal.open(stored.answer) as T, replayed: true };
    }
    if (stored.runningUntil > now) throw stillRunning(stored.runningUntil);
    const isTaken = await resumeRequest(seal.digest, stored, mine);
    if (!isTaken) throw stillRunning(mine.runningUntil);
  }
  const answer = await orLetGo(seal.digest, mine.run, async () => {
    const made = await run(stored?.newId ?? mine.newId);
    await finishRequest(seal.digest, mine.run, seal.seal(made));
    return made;
  });
  return { answer, replayed: false };
}

async function orLetGo<T>(digest: string, id: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    // Only a Problem says for sure that nothing was made. After any other error the request stays
    // on record, and the next one carries it out again with the same id.
    if (error instanceof Problem) await forgetRequest(digest, id);
    // If this fails too, the next one has to wait until this no longer counts as running.
    // The request's own time may be up.
    else await withDeadline(TIME_LIMITS.letGo, () => releaseRequest(digest, id)).catch(() => {});
    throw error;
  }
}

function fingerprintOf(content: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of content) hash.update(`${part.length} `).update(part);
  return hash.digest("base64url");
}

function keyReused(): Problem {
  return new Problem("invalid", "idempotency_key_reused", KEY_REUSED);
}

/** @param until Unix milliseconds after which it counts as dead */
function stillRunning(until: number): Problem {
  const retryAt = Math.ceil(until / 1_000);
  return new Problem("conflict", "idempotency_in_progress", KEY_IN_USE, { retryAt });
}
