import { isDeepStrictEqual } from "node:util";
import type { PhotoChange } from "../photo/photo.ts";
import { invalid } from "../problem.ts";
import { type ViewOf, withoutAsRead } from "./as-read.ts";
import { countDifferences } from "./diff-entries.ts";
import { LIMITS } from "./limits.ts";
import { nextVersion } from "./next-version.ts";
import { type Profile, withoutEntries } from "./profile.ts";
import { ownerView } from "./profile-view.ts";
import type { UpdateProfileInput } from "./update-profile-input.ts";

/**
 * The next version of a profile, within its limits.
 * @param now ISO 8601
 * @param view what the owner is shown of a profile: a change may bring along what was read
 * @returns undefined when it would say what the present one says
 * @throws Problem `invalid` `profile_too_large`, `too_many_changes`, or for an unknown entry
 */
export function prepareChange(
  profile: Profile,
  change: UpdateProfileInput,
  photo: PhotoChange | undefined,
  now: string,
  view: ViewOf,
): Profile | undefined {
  const asked = withoutAsRead(profile, change, view);
  const after = nextVersion(profile, asked, photo, now);
  const differences = countDifferences(profile, after);
  if (differences === 0 && sameFields(profile, after)) return undefined;
  requireSize(after);
  requireFewDifferences(differences);
  return after;
}

/** Whether all but the entries is said already. */
function sameFields(before: Profile, after: Profile): boolean {
  const { version, updatedAt } = before;
  const said = { ...after, version, updatedAt };
  return isDeepStrictEqual(withoutEntries(said), withoutEntries(before));
}

/**
 * Measured as a Lambda answer carries it: JSON in a JSON string, where every quote counts twice.
 * @throws Problem `invalid` `profile_too_large`
 */
export function requireSize(profile: Profile): void {
  // A takedown is none of the owner's doing.
  const { takedown, ...view } = ownerView(profile, "");
  const bytes = Buffer.byteLength(JSON.stringify(JSON.stringify(view)));
  if (bytes <= LIMITS.profileBytes) return;
  const msg = `The profile with its entries must be at most ${LIMITS.profileBytes} bytes of JSON.`;
  throw invalid([{ path: [], msg, type: "profile_too_large" }]);
}

function requireFewDifferences(differences: number): void {
  if (differences <= LIMITS.changedEntries) return;
  const msg = `At most ${LIMITS.changedEntries} entries can change in one request.`;
  throw invalid([{ path: [], msg, type: "too_many_changes" }]);
}
