/** `unknown`: the check could not be made, which stops nothing. Only `stop` does. */
export type Verdict = "ok" | "warning" | "stop" | "unknown";

/** What one check found. */
export interface Finding {
  readonly verdict: Verdict;
  /** What was found: a sentence without a full stop at its end. */
  readonly found: string;
  /** What to do, for whatever is not ok. */
  readonly remedy?: string | undefined;
}

/** All is well: a deployment may go on. */
export const ok = (found: string): Finding => ({ verdict: "ok", found });
/** A deployment may go on; something will not be as one expects. */
export const warning = (found: string, remedy: string): Finding => ({
  verdict: "warning",
  found,
  remedy,
});
/** A deployment would fail, or do harm. */
export const stop = (found: string, remedy: string): Finding => ({
  verdict: "stop",
  found,
  remedy,
});
/** The check could not be made: a missing permission, an answer that did not come. */
export const unknown = (found: string, remedy?: string): Finding => ({
  verdict: "unknown",
  found,
  remedy,
});
