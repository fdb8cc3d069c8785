import { v7 as uuid } from "uuid";
import type { PhotoChange } from "../../model/photo/photo.ts";
import { Problem } from "../../model/problem.ts";
import type { Profile } from "../../model/profile/profile.ts";
import type { CreateProfileInput } from "../../model/profile/profile-input.ts";
import { slugCandidate, slugFromName } from "../../model/profile/slug.ts";
import { findCard } from "../../persistence/card-repository.ts";
import { findProfile, insertProfile } from "../../persistence/profile-repository.ts";
import type { SlugClaim } from "../../persistence/profile-steps.ts";
import { reservedPlace, type Slug } from "../../persistence/slug-steps.ts";
import { withStoredPhoto } from "../../photos/stored-photo.ts";
import { spendPhoto } from "../photo/upload-allowance.ts";

/** Slugs tried before giving up; from the second on they are random. */
const SLUG_TRIES = 8;

export interface CreateOptions {
  /** A JPEG or PNG as uploaded. */
  readonly photo?: Uint8Array | undefined;
  /** Most profiles an account may have. */
  readonly limit: number;
  /** Id to use, the same when the request is carried out again; a new one when left out. */
  readonly newId?: string | undefined;
}

/**
 * Creates a draft; the account's first profile becomes its primary one.
 * @throws Problem `profile_limit_reached`, `invalid` for a bad photo, `limited` for too many of them
 */
export async function createProfile(
  owner: string,
  input: CreateProfileInput,
  { photo, limit, newId: id = uuid() }: CreateOptions,
): Promise<Profile> {
  if (photo) await spendPhoto(owner);
  return withStoredPhoto(id, photo, async (change) => {
    const now = new Date().toISOString();
    return insertWithFreeSlug(newProfile(owner, id, input, change, now), limit);
  });
}

/**
 * Most accounts that create already have a profile, so that is tried first: one transaction. Only
 * a taken slug or an account's very first profile takes another.
 */
async function insertWithFreeSlug(draft: Profile, limit: number): Promise<Profile> {
  const base = await slugFromName(draft.name);
  let slugTry = 0;
  let isPrimary = false;
  let claim: SlugClaim = "free";
  while (slugTry < SLUG_TRIES) {
    const profile = { ...draft, isPrimary, slug: slugCandidate(base, slugTry) };
    const failures = await insertProfile(profile, limit, claim);
    if (failures.size === 0) return profile;
    if (failures.has("root") || failures.has("card")) return madeBefore(draft);
    if (failures.has("slug")) {
      const isHeir: boolean =
        claim === "free" && (await inherits(draft.owner, failures.get("slug")));
      claim = isHeir ? "reserved" : "free";
      if (!isHeir) slugTry += 1;
    }
    if (failures.has("account")) {
      const hasPrimary = failures.get("account")?.primaryProfileId !== undefined;
      if (hasPrimary && !isPrimary) throw limitReached(limit);
      isPrimary = !hasPrimary;
    }
  }
  throw new Problem("conflict", "slug_unavailable", "No free slug was found; try again.");
}

/**
 * Whether the slug is kept for the account, and the profile it is kept for is gone: made again, a
 * profile gets its slug back. One that still leads to another profile is not taken unasked.
 */
async function inherits(owner: string, slug: Slug | undefined): Promise<boolean> {
  const former = reservedPlace(slug, owner);
  return former !== undefined && (await findCard(former))?.state === "removed";
}

/** An earlier run of the same request made the profile, and died before it could say so. */
async function madeBefore({ owner, id }: Profile): Promise<Profile> {
  const made = await findProfile(owner, id);
  if (made) return made.profile;
  throw new Problem(
    "conflict",
    "created_profile_removed",
    "The profile was made, and removed since.",
  );
}

function limitReached(limit: number): Problem {
  const detail = `The account has ${limit} profiles, which is the most it may have.`;
  return new Problem("conflict", "profile_limit_reached", detail);
}

function newProfile(
  owner: string,
  id: string,
  input: CreateProfileInput,
  change: PhotoChange | undefined,
  now: string,
): Profile {
  return {
    id,
    owner,
    slug: "",
    name: input.name,
    title: input.title,
    company: input.company ?? "",
    bio: input.bio ?? "",
    location: input.location ?? "",
    vertical: input.vertical ?? "",
    customHeadline: input.headline ?? "",
    skills: input.skills ?? [],
    contactEmail: input.contactEmail ?? null,
    contactPhone: input.contactPhone ?? null,
    showEmail: input.showEmail ?? false,
    showPhone: input.showPhone ?? false,
    socialLinks: [],
    workExperiences: [],
    education: [],
    isPublic: false,
    wasPublic: false,
    slugWasPublic: false,
    isPrimary: false,
    photo: change?.photo ?? null,
    photoRequest: change?.request ?? "",
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
}
