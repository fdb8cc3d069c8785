import { Problem } from "./problem.ts";

/** Tells whether a version is one the caller asked for; undefined when it asked for none. */
export type VersionCondition = ((version: number) => boolean) | undefined;

/** What a caller is told whose version is not the present one. */
export const VERSION_MISMATCH = "The profile has changed since the version that was asked for.";

/** @throws Problem `outdated` when the caller asked for another version */
export function requireVersion(condition: VersionCondition, version: number): void {
  if (condition && !condition(version)) {
    throw new Problem("outdated", "version_mismatch", VERSION_MISMATCH);
  }
}
