import { type Answer, BrokenOff } from "./answer.ts";
import type { Clock } from "./clock.ts";

/** How often and how long to try. */
export interface RetryRules {
  /** Tries after the first. */
  readonly retries: number;
  /** All waits of a call together. A wait that would go beyond is not begun. */
  readonly maxWaitMs: number;
  readonly clock: Clock;
}

/** What may be tried again, and until when. */
export interface RetryScope {
  /** Whether carrying it out twice is the same as once: reads, and writes with a key. */
  readonly isRepeatable: boolean;
  readonly signal: AbortSignal | undefined;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;

/**
 * Tries until there is an answer to give. A 429 was not carried out, so that anything may be sent
 * again. After a 503 or a broken connection nobody knows: then only what is repeatable is.
 * @param attempt throws `BrokenOff` where another may help, and anything else where none does
 * @throws what broke the last attempt off
 */
export async function withRetries(
  { retries, maxWaitMs, clock }: RetryRules,
  { isRepeatable, signal }: RetryScope,
  attempt: () => Promise<Answer>,
): Promise<Answer> {
  let waited = 0;
  for (let made = 0; ; made += 1) {
    let answer: Answer | undefined;
    let broken: BrokenOff | undefined;
    try {
      answer = await attempt();
      if (answer.ok) return answer;
    } catch (error) {
      if (!(error instanceof BrokenOff)) throw error;
      broken = error;
    }
    const wait = waitMs(answer, made, clock);
    const isLast = made >= retries || waited + wait > maxWaitMs;
    if (broken && (isLast || !isRepeatable)) throw broken.cause;
    if (answer && (isLast || !isWorthwhile(answer, isRepeatable))) return answer;
    waited += wait;
    await clock.sleep(wait, signal);
  }
}

function isWorthwhile({ status, headers }: Answer, isRepeatable: boolean): boolean {
  if (status === 429) return true;
  // 409 with a time: the same request, sent before, is still being carried out.
  const isRunning = status === 409 && headers.has("retry-after");
  return isRepeatable && (status === 503 || isRunning);
}

/** What the answer asks for and a little more, so that not all come at once; else twice as long each time. */
function waitMs(answer: Answer | undefined, made: number, { random }: Clock): number {
  const asked = answer && retryAfterMs(answer.headers);
  if (asked !== undefined) return asked + random() * Math.min(1_000, FIRST_WAIT_MS + asked / 10);
  const most = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** made);
  return most * (0.5 + random() / 2);
}

/** `Retry-After` in milliseconds, whether it is written in seconds or as a date. */
export function retryAfterMs(headers: Headers): number | undefined {
  const text = headers.get("retry-after");
  if (!text) return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
