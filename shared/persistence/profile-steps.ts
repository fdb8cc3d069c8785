import { DAILY_LIMITS } from "../model/daily-limits.ts";
import { replacedPhoto } from "../model/photo/photo.ts";
import { type Account, nextPrimary } from "../model/profile/account.ts";
import { type SlugClaim, showsSlug } from "../model/profile/kept-slug.ts";
import type { Profile, ProfileRoot } from "../model/profile/profile.ts";
import { cardOf, tombstoneOf } from "../model/profile/profile-card.ts";
import { SECTION_NAMES } from "../model/profile/sections/section-models.ts";
import { utcDay } from "../model/utc-day.ts";
import {
  flagPrimary,
  joinAccount,
  leaveAccount,
  openAccount,
  primarySteps,
} from "./account-steps.ts";
import { entrySteps, putEntry } from "./entry-steps.ts";
import { profileKey } from "./keys.ts";
import { pendingAheadItem, pendingPhotoItem, pendingProfileItem } from "./pending-removal.ts";
import { cardItem, rootItem, type StoredProfile } from "./profile-item.ts";
import type { ProfileLabel, ProfileStep } from "./profile-step-label.ts";
import { claimSlug, reclaimSlug, releaseSlug } from "./slug-steps.ts";
import { countUpdate } from "./usage-steps.ts";

/** Most entries in the transaction of a new profile: it holds 100 actions. */
const ENTRIES_AT_ONCE = 90;

/**
 * All of a new profile but entries that must be stored ahead of it, which it then puts on record to be
 * kept. A primary profile opens the account; another one joins it while it has fewer than
 * `limit`.
 */
export function insertProfileSteps(
  profile: Profile,
  limit: number,
  claim: SlugClaim = "free",
): ProfileStep[] {
  const entries = newEntries(profile);
  const versions = new Map(
    SECTION_NAMES.flatMap((section) => profile[section].map(({ id }) => [id, profile.version])),
  );
  return [
    putNew("root", rootItem(profile, versions)),
    putNew("card", cardItem(profile.id, cardOf(profile))),
    takeSlug(profile, claim),
    profile.isPrimary ? openAccount(profile) : joinAccount(profile, limit),
    ...entries.slice(0, ENTRIES_AT_ONCE),
    ...(entries.length > ENTRIES_AT_ONCE ? [pending(pendingAheadItem(profile))] : []),
  ];
}

/** The entries of a new profile that its transaction has no room for. */
export function entriesAhead(profile: Profile): ProfileStep[] {
  return newEntries(profile).slice(ENTRIES_AT_ONCE);
}

function newEntries(profile: Profile): ProfileStep[] {
  return SECTION_NAMES.flatMap((section) =>
    profile[section].map((entry) => putEntry(profile, section, entry)),
  );
}

function putNew(label: ProfileLabel, Item: Record<string, unknown>): ProfileStep {
  return { label, write: { Put: { Item, ConditionExpression: "attribute_not_exists(pk)" } } };
}

function takeSlug(profile: Profile, claim: SlugClaim): ProfileStep {
  return claim === "free" ? claimSlug(profile) : reclaimSlug(profile);
}

/** What a new version brings with it. */
export interface ReplaceOptions {
  /** The profile that stops being the primary one in favour of this. */
  readonly demoted?: string | undefined;
  /** For another slug. */
  readonly claim?: SlugClaim;
  /** How an operator moves slugs: what happens with the new one and the former, and no allowance. */
  readonly slugSteps?: readonly ProfileStep[];
}

/**
 * Turns the profile as read into the next version. Of entries only those that differ are written;
 * root and card always are, for they say the version.
 */
export function replaceProfileSteps(
  before: StoredProfile,
  after: Profile,
  { demoted, claim = "free", slugSteps }: ReplaceOptions = {},
): ProfileStep[] {
  const was = before.profile;
  const { steps, versions } = entrySteps(before, after);
  const replaced = replacedPhoto(was, after);
  const root: ProfileStep = {
    label: "root",
    write: {
      Put: { Item: rootItem(after, versions), ...unchangedSince(was) },
    },
  };
  return [
    root,
    { label: "card", write: { Put: { Item: cardItem(after.id, cardOf(after)) } } },
    ...(slugSteps ?? ownSlugSteps(was, after, claim)),
    ...(demoted === undefined ? [] : primarySteps(after, demoted)),
    ...(replaced === undefined ? [] : [pending(pendingPhotoItem(after, replaced.id))]),
    ...steps,
  ];
}

/** What its owner's change of a profile does to slugs. */
function ownSlugSteps(was: Profile, after: Profile, claim: SlugClaim): ProfileStep[] {
  return [
    ...(after.slug === was.slug
      ? []
      : [takeSlug(after, claim), ...releaseSlug(was, after.updatedAt)]),
    ...(showsSlug(was, after) ? [countPublicSlug(after)] : []),
  ];
}

/** Without a limit an account could keep any number of names from others. */
function countPublicSlug({ owner, updatedAt }: Profile): ProfileStep {
  const day = utcDay(updatedAt);
  const Update = countUpdate(owner, "public_slug", day, DAILY_LIMITS.public_slug);
  return { label: "slug-allowance", write: { Update } };
}

function unchangedSince(profile: ProfileRoot) {
  return {
    ConditionExpression: "#version = :version",
    ExpressionAttributeNames: { "#version": "version" },
    ExpressionAttributeValues: { ":version": profile.version },
  };
}

/** Puts on record what is to be done after the transaction. */
function pending(Item: Record<string, unknown>): ProfileStep {
  return { label: "pending", write: { Put: { Item } } };
}

/** Makes the profile gone for every reader; its entries and photos follow from the stream. */
export function removeProfileSteps(
  profile: ProfileRoot,
  account: Account,
  now: string,
): ProfileStep[] {
  const next = nextPrimary(account, profile);
  return [
    {
      label: "root",
      write: { Delete: { Key: profileKey(profile.owner, profile.id), ...unchangedSince(profile) } },
    },
    { label: "card", write: { Put: { Item: cardItem(profile.id, tombstoneOf(profile, now)) } } },
    pending(pendingProfileItem(profile, now)),
    ...releaseSlug(profile, now),
    leaveAccount(profile, next),
    ...(next ? flagPrimary(profile.owner, next, true, now) : []),
  ];
}
