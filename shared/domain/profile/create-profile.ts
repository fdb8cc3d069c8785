import { v7 as uuid } from "uuid";
import { Problem } from "../../model/problem.ts";
import { profileLimitReached } from "../../model/profile/account.ts";
import type { CreateProfileInput } from "../../model/profile/create-profile-input.ts";
import { claimablePlace, type Slug, type SlugClaim } from "../../model/profile/kept-slug.ts";
import { newProfile } from "../../model/profile/new-profile.ts";
import type { Profile } from "../../model/profile/profile.ts";
import type { Sections } from "../../model/profile/sections/section-models.ts";
import { slugCandidate, slugFromName } from "../../model/profile/slug.ts";
import { findCard } from "../../persistence/card-repository.ts";
import { findProfile, insertProfile } from "../../persistence/profile-repository.ts";
import type { ProfileLabel } from "../../persistence/profile-step-label.ts";
import { requireOpen } from "../../persistence/standing-steps.ts";
import type { Failures } from "../../persistence/transaction.ts";
import { withStoredPhoto } from "../../photos/stored-photo.ts";
import { spendPhoto } from "../photo/upload-allowance.ts";

/** Slugs tried before giving up; from the second on they are random. */
const SLUG_TRIES = 8;

/** What a profile is made with beside its fields. */
export interface CreateOptions {
  /** A JPEG or PNG as uploaded. */
  readonly photo?: Uint8Array | undefined;
  /** Most profiles an account may have. */
  readonly limit: number;
  /** Id to use, the same when the request is carried out again; a new one when left out. */
  readonly newId?: string | undefined;
  /** Its entries; none when left out. */
  readonly sections?: Sections;
}

/**
 * Creates a draft; the account's first profile becomes its primary one.
 * @throws Problem `conflict` `profile_limit_reached`, `invalid` for a bad photo, `limited` for too
 * many of them
 */
export async function createProfile(
  owner: string,
  input: CreateProfileInput,
  { photo, limit, newId: id = uuid(), sections }: CreateOptions,
): Promise<Profile> {
  if (photo) await spendPhoto(owner);
  return withStoredPhoto(id, photo, (stored) => {
    const draft = newProfile(owner, id, input, stored, new Date().toISOString());
    return insertDraft({ ...draft, ...sections }, limit);
  });
}

/** What one try takes for granted. */
interface Attempt {
  readonly isPrimary: boolean;
  /** Which slug of those that the name gives. */
  readonly slugTry: number;
  readonly claim: SlugClaim;
}

/**
 * Most accounts that create already have a profile, so that is tried first: one transaction. Only
 * a taken slug or an account's very first profile takes another.
 */
async function insertDraft(draft: Profile, limit: number): Promise<Profile> {
  const base = await slugFromName(draft.name);
  let attempt: Attempt = { isPrimary: false, slugTry: 0, claim: "free" };
  while (attempt.slugTry < SLUG_TRIES) {
    const { isPrimary, slugTry, claim } = attempt;
    const profile = { ...draft, isPrimary, slug: slugCandidate(base, slugTry) };
    const failures = await insertProfile(profile, limit, claim);
    if (failures.size === 0) return profile;
    if (failures.has("root") || failures.has("card")) return madeBefore(draft);
    if (failures.has("slug")) attempt = await withOtherSlug(attempt, failures, draft.owner);
    if (failures.has("account")) attempt = asAccountAllows(attempt, failures, limit);
  }
  throw new Problem("conflict", "slug_unavailable", "No free slug was found; try again.");
}

/** An earlier run of the same request made the profile, and died before it could say so. */
async function madeBefore({ owner, id }: Profile): Promise<Profile> {
  const made = await findProfile(owner, id);
  if (made) return made.profile;
  const detail = "The profile was made, and removed since.";
  throw new Problem("conflict", "created_profile_removed", detail);
}

/** The slug is taken: the account may have a claim to it; if not, the next one is tried. */
async function withOtherSlug(
  attempt: Attempt,
  failures: Failures<ProfileLabel>,
  owner: string,
): Promise<Attempt> {
  const isHeir = attempt.claim === "free" && (await inherits(owner, failures.get("slug")));
  if (isHeir) return { ...attempt, claim: "reserved" };
  return { ...attempt, claim: "free", slugTry: attempt.slugTry + 1 };
}

/**
 * Whether the slug is kept for the account, and the profile it is kept for is gone: made again, a
 * profile gets its slug back. One that still leads to another profile is not taken unasked.
 */
async function inherits(owner: string, slug: Slug | undefined): Promise<boolean> {
  const former = claimablePlace(slug, owner);
  return former !== undefined && (await findCard(former))?.state === "removed";
}

/**
 * The account has no profile yet, so that this one becomes the primary one; or it has got its first
 * one since, and this is another.
 * @throws Problem `conflict` when it is full, or as {@link requireOpen} does
 */
function asAccountAllows(
  attempt: Attempt,
  failures: Failures<ProfileLabel>,
  limit: number,
): Attempt {
  const account = failures.get("account");
  requireOpen(account);
  const hasPrimary = account?.primaryProfileId !== undefined;
  if (!hasPrimary || attempt.isPrimary) return { ...attempt, isPrimary: !hasPrimary };
  throw profileLimitReached(limit);
}
