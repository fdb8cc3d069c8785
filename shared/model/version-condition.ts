import { Problem } from "./problem.ts";

/** Tells whether a version is one the caller asked for; undefined when it asked for none. */
export type VersionCondition = ((version: number) => boolean) | undefined;

/** @throws Problem 412 when the caller asked for another version */
export function requireVersion(condition: VersionCondition, version: number): void {
  if (condition && !condition(version)) {
    throw new Problem(
      "precondition_failed",
      "version_mismatch",
      "The profile has changed since the version named in If-Match.",
    );
  }
}
