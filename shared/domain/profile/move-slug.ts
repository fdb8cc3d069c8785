import type { Slug } from "../../model/profile/kept-slug.ts";
import type { Profile } from "../../model/profile/profile.ts";
import { slugCandidate, slugFromName } from "../../model/profile/slug.ts";
import type { StoredProfile } from "../../persistence/profile-item.ts";
import { replaceProfileSteps } from "../../persistence/profile-steps.ts";
import { findSlug } from "../../persistence/slug-repository.ts";
import { claimSlug, endSlug, handSlug, releaseSlug } from "../../persistence/slug-steps.ts";
import { type Step, transact } from "../../persistence/transaction.ts";
import { untilCommitted } from "../until-committed.ts";
import { findAnyProfile } from "./take-down.ts";

/** Who has a slug, and for whom it is kept, just before it is moved. */
export interface SlugHolders {
  readonly slug: string;
  readonly holder: Profile | undefined;
  readonly reservedFor: string | undefined;
  /** Kept for an account, or for nobody: nobody else can take it yet. */
  readonly isReserved: boolean;
}

/** Makes the audit record of a slug's move; it is written with the move, or not at all. */
export type NotingMove = (holders: SlugHolders) => Step<"audit">;

/** What a slug's move has changed. */
export interface MovedSlug extends SlugHolders {
  /** The generated slug that the former holder has now; undefined when nobody held it. */
  readonly fresh: string | undefined;
  /** False when it was so before: then nothing was written. */
  readonly changed: boolean;
}

/** Who has a slug, and for whom it is kept: nobody while it is free. 1 read, and 1 read and 1 Query of its holder. */
export async function findSlugHolders(slug: string): Promise<SlugHolders> {
  return (await findHolders(slug)).holders;
}

/**
 * Frees a slug for anybody. A profile that holds it gets a generated one, and is not found under this
 * one any more. The reads of {@link findSlugHolders} and 1 transaction.
 * @throws Problem `conflict` `concurrent_change`
 */
export function freeTakenSlug(slug: string, note: NotingMove): Promise<MovedSlug> {
  return withFreshSlug(async (freshFor) => {
    const { known, stored, holders } = await findHolders(slug);
    if (isFree(holders)) return { ...holders, fresh: undefined, changed: false };
    if (!stored) {
      const failures = await transact([...endSlug(slug, known), note(holders)]);
      return failures.size === 0 ? { ...holders, fresh: undefined, changed: true } : "again";
    }
    const after = renamed(stored.profile, await freshFor(stored.profile));
    const slugSteps = [claimSlug(after), ...endSlug(slug, known)];
    const steps = replaceProfileSteps(stored, after, { slugSteps });
    const failures = await transact([...steps, note(holders)]);
    if (failures.size === 0) return { ...holders, fresh: after.slug, changed: true };
    return failures.has("slug") ? "taken" : "again";
  });
}

/**
 * Gives a slug to a profile, whoever held it or had it kept; that one gets a generated slug instead.
 * The profile's former slug is kept for its account, as if its owner had changed it. The reads of
 * {@link findSlugHolders}, 1 read and 1 Query of the profile, and 1 transaction.
 * @param slug one that a profile can have
 * @throws Problem `not_found`, `removed`, `conflict` `concurrent_change`
 */
export function transferSlug(slug: string, id: string, note: NotingMove): Promise<MovedSlug> {
  return withFreshSlug(async (freshFor) => {
    const target = await findAnyProfile(id);
    const { known, stored, holders } = await findHolders(slug);
    if (known.profileId === id) return { ...holders, fresh: undefined, changed: false };
    const after = renamed(target.profile, slug);
    const slugSteps = [...handSlug(after, known), ...releaseSlug(target.profile, after.updatedAt)];
    const loser = stored && renamed(stored.profile, await freshFor(stored.profile));
    const failures = await transact<string>([
      ...replaceProfileSteps(target, after, { slugSteps }),
      ...(loser ? losing(stored, loser) : []),
      note(holders),
    ]);
    if (failures.size === 0) return { ...holders, fresh: loser?.slug, changed: true };
    return failures.has("loser slug") ? "taken" : "again";
  });
}

/** The writes of a profile whose slug is handed to another, told apart from those of that one. */
function losing(before: StoredProfile, after: Profile): Step<string>[] {
  const steps = replaceProfileSteps(before, after, { slugSteps: [claimSlug(after)] });
  return steps.map(({ label, write }) => ({ label: `loser ${label}`, write }));
}

/** A slug for a profile that loses its own. */
type FreshFor = (profile: Profile) => Promise<string>;

/** Runs a move until it succeeds, with another generated slug each time that one turns out taken. */
function withFreshSlug(
  move: (freshFor: FreshFor) => Promise<MovedSlug | "taken" | "again">,
): Promise<MovedSlug> {
  let slugTry = 0;
  const freshFor: FreshFor = async ({ name, slug }) => {
    const base = await slugFromName(name);
    if (slugTry === 0 && slugCandidate(base, 0) === slug) slugTry = 1;
    return slugCandidate(base, slugTry);
  };
  return untilCommitted(async () => {
    const moved = await move(freshFor);
    if (moved === "taken") slugTry += 1;
    return typeof moved === "string" ? undefined : moved;
  });
}

interface Found {
  readonly known: Slug;
  readonly stored: StoredProfile | undefined;
  readonly holders: SlugHolders;
}

async function findHolders(slug: string): Promise<Found> {
  const known = (await findSlug(slug)) ?? {};
  const { profileId, reservedFor, reservedUntil = 0 } = known;
  const stored = profileId === undefined ? undefined : await findAnyProfile(profileId);
  const isReserved = reservedUntil * 1_000 > Date.now();
  return { known, stored, holders: { slug, holder: stored?.profile, reservedFor, isReserved } };
}

/** Whether anybody can take the slug. */
export function isFree({ holder, isReserved }: SlugHolders): boolean {
  return holder === undefined && !isReserved;
}

function renamed(profile: Profile, slug: string): Profile {
  const { version, isPublic } = profile;
  const updatedAt = new Date().toISOString();
  return { ...profile, slug, slugWasPublic: isPublic, version: version + 1, updatedAt };
}
