import { Problem } from "../problem.ts";
import type { ApiKey, FormerDigest } from "./api-key.ts";

/**
 * Former secrets of a key that may be good at a time. A rotation whose answer was lost, or that met
 * another one, leaves one that nobody knows: there is room for that beside the one in use.
 */
export const MOST_FORMER = 2;

/** The former secrets that are still good, the latest first. */
export function runningSecrets({ former }: ApiKey, now: string): readonly FormerDigest[] {
  return former.filter(({ until }) => until > now);
}

/**
 * The former secrets of a key whose secret gives way to another. What is good stays good as long as
 * it was promised: it may be the one in use. Without an overlap all of them end.
 * @param until when the overlap with the present secret ends; undefined for none
 * @throws Problem `conflict` `api_key_overlaps_running`
 */
export function formerAfterRotation(
  key: ApiKey,
  until: string | undefined,
  now: string,
): readonly FormerDigest[] {
  if (until === undefined) return [];
  const running = runningSecrets(key, now);
  if (running.length >= MOST_FORMER) throw overlapsRunning(running);
  return [{ digest: key.digest, pepper: key.pepper, until }, ...running];
}

function overlapsRunning(running: readonly FormerDigest[]): Problem {
  const [first = ""] = running.map(({ until }) => until).toSorted();
  const detail = `${MOST_FORMER} former secrets of this key are still good, one of them until ${first}. Rotate it after that, or with overlapSeconds 0, which ends both at once.`;
  return new Problem("conflict", "api_key_overlaps_running", detail);
}
