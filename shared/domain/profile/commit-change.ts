import { isDeepStrictEqual } from "node:util";
import type { PhotoChange } from "../../model/photo/photo.ts";
import type { PhotoUpload } from "../../model/photo/photo-upload.ts";
import { invalid, Problem, profileNotFound } from "../../model/problem.ts";
import { countDifferences } from "../../model/profile/diff-entries.ts";
import { LIMITS } from "../../model/profile/limits.ts";
import { nextVersion } from "../../model/profile/next-version.ts";
import type { Profile } from "../../model/profile/profile.ts";
import type { UpdateProfileInput } from "../../model/profile/profile-input.ts";
import { ownerView } from "../../model/profile/profile-view.ts";
import { endOfDay, utcDay } from "../../model/utc-day.ts";
import { requireVersion, type VersionCondition } from "../../model/version-condition.ts";
import { completeUploadStep } from "../../persistence/photo-upload-steps.ts";
import type { StoredProfile } from "../../persistence/profile-item.ts";
import { findAccount, findProfile, replaceProfile } from "../../persistence/profile-repository.ts";
import type { SlugClaim } from "../../persistence/profile-steps.ts";
import { reservedPlace } from "../../persistence/slug-steps.ts";
import { untilCommitted } from "../until-committed.ts";

/** What a change is asked for with. */
export interface ChangeOptions {
  readonly ifMatch: VersionCondition;
  /** Left out: the photo stays. A new one is stored already. */
  readonly photo?: PhotoChange | undefined;
  /** The upload that the photo comes from: it is ready with the change, or the change is not made. */
  readonly completes?: PhotoUpload;
}

/**
 * Changes a profile. Without `ifMatch` a change that lost a race is applied anew on top of the
 * winner's, so that none is lost. A change that changes nothing writes nothing.
 * @throws Problem `not_found`, `conflict` for a taken slug or `concurrent_change`, `outdated`, `invalid`, `limited`
 */
export function commitChange(
  owner: string,
  id: string,
  change: UpdateProfileInput,
  { ifMatch, photo, completes }: ChangeOptions,
): Promise<Profile> {
  let claim: SlugClaim = "free";
  return untilCommitted(async () => {
    const before = await loadProfile(owner, id, ifMatch);
    const after = prepare(before, change, photo);
    if (!after) return before.profile;
    const promoted = after.isPrimary && !before.profile.isPrimary;
    const demoted = promoted ? (await findAccount(owner))?.primaryProfileId : undefined;
    // The account may have made this profile its primary one since it was read.
    if (promoted && (demoted === undefined || demoted === id)) return undefined;
    const more = completes ? [completeUploadStep(completes)] : [];
    const failures = await replaceProfile(before, after, { demoted, claim }, more);
    if (failures.size === 0) return after;
    if (failures.has("slug") && !failures.has("root")) {
      if (claim === "reserved" || !reservedPlace(failures.get("slug"), owner)) throw slugTaken();
      claim = "reserved";
    }
    if (failures.has("slug-allowance")) throw slugsUsedUp(after.updatedAt);
    if (failures.has("upload")) throw uploadSettled();
    return undefined;
  });
}

/**
 * Tells beforehand whether a change could be made just now.
 * @throws Problem `not_found`, `conflict` `concurrent_change`, `outdated`, `invalid`
 */
export async function requireChangeable(
  owner: string,
  id: string,
  change: UpdateProfileInput,
  ifMatch: VersionCondition,
): Promise<void> {
  prepare(await loadProfile(owner, id, ifMatch), change, undefined);
}

/** The owner's profile, as a change finds it. @throws Problem `not_found`, `outdated` */
export async function loadProfile(
  owner: string,
  id: string,
  ifMatch: VersionCondition,
): Promise<StoredProfile> {
  const stored = await findProfile(owner, id);
  if (!stored) throw profileNotFound();
  requireVersion(ifMatch, stored.profile.version);
  return stored;
}

/** The next version, within its limits; undefined when it says what the current one says. */
function prepare(
  { profile }: StoredProfile,
  change: UpdateProfileInput,
  photo: PhotoChange | undefined,
): Profile | undefined {
  const after = nextVersion(profile, change, photo, new Date().toISOString());
  const changes = countDifferences(profile, after);
  if (changes === 0 && sameFields(profile, after)) return undefined;
  requireSize(after);
  if (changes > LIMITS.changedEntries) throw tooManyChanges();
  return after;
}

/** Whether all but the entries is said already. */
function sameFields(before: Profile, after: Profile): boolean {
  const { socialLinks, workExperiences, education, version, updatedAt } = before;
  const said = { ...after, socialLinks, workExperiences, education, version, updatedAt };
  return isDeepStrictEqual(said, before);
}

/**
 * Measured as a Lambda answer carries it: JSON in a JSON string, where every quote counts twice.
 * @throws Problem `invalid` `profile_too_large`
 */
export function requireSize(profile: Profile): void {
  const bytes = Buffer.byteLength(JSON.stringify(JSON.stringify(ownerView(profile, ""))));
  if (bytes <= LIMITS.profileBytes) return;
  const msg = `The profile with its entries must be at most ${LIMITS.profileBytes} bytes of JSON.`;
  throw invalid([{ path: [], msg, type: "profile_too_large" }]);
}

function tooManyChanges(): Problem {
  const msg = `At most ${LIMITS.changedEntries} entries can change in one request.`;
  return invalid([{ path: [], msg, type: "too_many_changes" }]);
}

function uploadSettled(): Problem {
  return new Problem("conflict", "upload_settled", "The upload has been settled before.");
}

function slugsUsedUp(now: string): Problem {
  const detail = `Only ${LIMITS.publicSlugsPerDay} slugs of an account can be made public a day.`;
  return new Problem("limited", "daily_slug_limit_exceeded", detail, {
    retryAt: endOfDay(utcDay(now)),
  });
}

function slugTaken(): Problem {
  return new Problem("conflict", "slug_taken", "The slug is taken.");
}
