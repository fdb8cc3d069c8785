import { DAILY_LIMITS } from "../../model/daily-limits.ts";
import type { PhotoChange } from "../../model/photo/photo.ts";
import type { PhotoUpload } from "../../model/photo/photo-upload.ts";
import { Problem, profileNotFound } from "../../model/problem.ts";
import type { ViewOf } from "../../model/profile/as-read.ts";
import { claimablePlace, type SlugClaim } from "../../model/profile/kept-slug.ts";
import { prepareChange } from "../../model/profile/prepare-change.ts";
import type { Profile } from "../../model/profile/profile.ts";
import type { UpdateProfileInput } from "../../model/profile/update-profile-input.ts";
import { endOfDay, utcDay } from "../../model/utc-day.ts";
import { requireVersion, type VersionCondition } from "../../model/version-condition.ts";
import { completeUploadSteps } from "../../persistence/photo-upload-steps.ts";
import type { StoredProfile } from "../../persistence/profile-item.ts";
import { findAccount, findProfile, replaceProfile } from "../../persistence/profile-repository.ts";
import type { ProfileLabel } from "../../persistence/profile-step-label.ts";
import { requireOpen } from "../../persistence/standing-steps.ts";
import type { Failures, Step } from "../../persistence/transaction.ts";
import { untilCommitted } from "../until-committed.ts";

/** What to change; or what to make of the profile as it is found, each time that it is. */
export type Change = UpdateProfileInput | ((profile: Profile) => UpdateProfileInput);

const showNothing: ViewOf = () => ({});

/** What a change is asked for with. */
export interface ChangeOptions {
  readonly ifMatch: VersionCondition;
  /** Left out: the photo stays. A new one is stored already. */
  readonly photo?: PhotoChange | undefined;
  /** What the owner is shown of a profile, where a change may bring along what was read. */
  readonly view?: ViewOf | undefined;
  /** The upload that the photo comes from: it is ready with the change, or the change is not made. */
  readonly completes?: PhotoUpload;
  /** The audit record of an operator's change: written with it, or not at all. */
  readonly noted?: Step<"audit"> | undefined;
  /** The profile where it was read a moment ago: it is read again only if it has changed since. */
  readonly found?: StoredProfile;
}

/**
 * Changes a profile. Without `ifMatch` a change that lost a race is applied again on top of the
 * winner's, so that none is lost. A change that changes nothing writes nothing.
 * @throws Problem `not_found`, `conflict` for a taken slug or `concurrent_change`, `outdated`,
 * `invalid`, `limited`, `forbidden` `account_suspended`, `conflict` `account_being_erased`
 */
export function commitChange(
  owner: string,
  id: string,
  change: Change,
  { ifMatch, photo, completes, noted, view = showNothing, found }: ChangeOptions,
): Promise<Profile> {
  const more = [...(completes ? completeUploadSteps(completes) : []), ...(noted ? [noted] : [])];
  let claim: SlugClaim = "free";
  let read = found;
  return untilCommitted(async () => {
    const before = read ?? (await loadProfile(owner, id, ifMatch));
    read = undefined;
    const after = prepareChange(
      before.profile,
      asked(change, before),
      photo,
      new Date().toISOString(),
      view,
    );
    if (!after) return before.profile;
    const isPromoted = after.isPrimary && !before.profile.isPrimary;
    const demoted = isPromoted ? (await findAccount(owner))?.primaryProfileId : undefined;
    // The account may have made this profile its primary one since it was read.
    if (isPromoted && (demoted === undefined || demoted === id)) return undefined;
    const failures = await replaceProfile(before, after, { demoted, claim }, more);
    if (failures.size === 0) return after;
    claim = nextClaim(failures, claim, owner);
    requireAllowed(failures, after.updatedAt);
    return undefined;
  });
}

/** What a change would do. */
export interface TriedChange {
  readonly found: StoredProfile;
  /** The profile as the change would make it just now, with the photo that it has. */
  readonly outcome: Profile;
}

/**
 * Tells what a change would do, without making it. 1 read.
 * @throws Problem `not_found`, `outdated`, `invalid`
 */
export async function tryChange(
  owner: string,
  id: string,
  change: Change,
  { ifMatch, view = showNothing }: Pick<ChangeOptions, "ifMatch" | "view">,
): Promise<TriedChange> {
  const found = await loadProfile(owner, id, ifMatch);
  const now = new Date().toISOString();
  const after = prepareChange(found.profile, asked(change, found), undefined, now, view);
  return { found, outcome: after ?? found.profile };
}

function asked(change: Change, { profile }: StoredProfile): UpdateProfileInput {
  return typeof change === "function" ? change(profile) : change;
}

/** The owner's profile, as a change finds it. @throws Problem `not_found`, `outdated` */
async function loadProfile(
  owner: string,
  id: string,
  ifMatch: VersionCondition,
): Promise<StoredProfile> {
  const stored = await findProfile(owner, id);
  if (!stored) throw profileNotFound();
  requireVersion(ifMatch, stored.profile.version);
  return stored;
}

/**
 * How the slug is to be taken next time. One that nobody holds, and that is kept for the account, is
 * claimed as such.
 * @throws Problem `conflict` `slug_taken`
 */
function nextClaim(failures: Failures<ProfileLabel>, claim: SlugClaim, owner: string): SlugClaim {
  // With a root that has changed, everything is read again first.
  if (!failures.has("slug") || failures.has("root")) return claim;
  const isClaimable = claimablePlace(failures.get("slug"), owner) !== undefined;
  if (claim === "free" && isClaimable) return "reserved";
  throw new Problem("conflict", "slug_taken", "The slug is taken.");
}

/** @throws Problem for what will not be allowed the next time either */
function requireAllowed(failures: Failures<ProfileLabel>, now: string): void {
  // With a root that has changed, the slug may be shown by now: everything is read again first.
  if (failures.has("slug-allowance") && !failures.has("root")) {
    const detail = `Only ${DAILY_LIMITS.public_slug} slugs of an account can be made public a day.`;
    const retryAt = endOfDay(utcDay(now));
    throw new Problem("limited", "daily_slug_limit_exceeded", detail, { retryAt });
  }
  requireOpen(failures.get("account"));
  if (failures.has("upload")) {
    throw new Problem("conflict", "upload_settled", "The upload has been settled before.");
  }
}
