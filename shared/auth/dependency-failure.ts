/**
 * Something we depend on to judge a credential cannot be had. The caller is not to blame: the
 * gateway answers 503, not 401. Messages are for our log, and never hold a credential.
 */
export class DependencyFailure extends Error {
  override readonly name = "DependencyFailure";
}

/** Why a call failed, in words; `fetch` hides them in the causes of its errors. */
export function reasonOf(error: unknown): string {
  const reasons: string[] = [];
  for (let at = error; at instanceof Error && reasons.length < 4; at = at.cause) {
    if (at.message) reasons.push(at.message);
  }
  return reasons.join(": ") || String(error);
}
