import type { Counter } from "../../../shared/model/analytics/tally.ts";
import type { SectionName } from "../../../shared/model/profile/sections/section-models.ts";

/** One of the three accounts of a run. */
export type Actor = 0 | 1 | 2;
export const ACTORS: readonly Actor[] = [0, 1, 2];

/** An entry of any section, as its owner reads it. */
export interface ModelEntry {
  readonly id: string;
  readonly displayOrder: number;
  readonly [field: string]: string | number | null;
}

/** A profile as the service is expected to hold it. */
export interface ModelProfile {
  readonly id: string;
  readonly owner: Actor;
  readonly createdAt: string;
  slug: string;
  /** Fields that are read as they were written. */
  fields: Readonly<Record<string, unknown>>;
  /** `""` lets the headline be generated. */
  ownHeadline: string;
  sections: Readonly<Record<SectionName, readonly ModelEntry[]>>;
  isPublic: boolean;
  wasPublic: boolean;
  /** Since it was first public. */
  wasHidden: boolean;
  slugWasPublic: boolean;
  photoUrl: string;
  version: number;
  updatedAt: string;
  /** False after a change whose answer did not tell the time; the next answer that does is taken. */
  timeKnown: boolean;
}

/** What stays of a deleted profile. */
export interface ModelTombstone {
  readonly wasPublic: boolean;
  /** Learned from the first answer that tells it. */
  removedAt: string | undefined;
}

export interface ModelContact {
  readonly id: string;
  readonly profileId: string;
  readonly source: string;
  readonly savedAt: string;
}

/** A visitor's details; id and time are learned from the first list that tells them. */
export interface ModelLead {
  id: string | undefined;
  consentedAt: string | undefined;
  readonly profileId: string;
  readonly name: string;
  readonly email: string;
}

/** Somebody scanned a profile, as its owner reads it. */
export interface ModelScan {
  readonly id: string;
  readonly profileId: string;
  readonly source: string;
  readonly scannedAt: string;
}

export interface ModelAccount {
  primary: string | undefined;
  contacts: readonly ModelContact[];
  /** In any order. */
  leads: ModelLead[];
  /** Of the account's profiles, in any order. */
  scans: ModelScan[];
  /** A cursor that was handed out, and the contact it stands behind. */
  cursor: { readonly text: string; readonly after: string } | undefined;
}

/** A slug: the profile that has it, and the one that gave it up after people may have seen it. */
export interface ModelSlug {
  readonly holder?: string;
  readonly former?: { readonly owner: Actor; readonly profileId: string };
}

/** The answer kept for an `Idempotency-Key`. */
export interface ModelAnswer {
  readonly fingerprint: string;
  readonly status: number;
  readonly text: string;
  readonly etag: string | null;
}

/** How often what a summary counts has happened to a profile. */
export type ModelSeen = Readonly<Partial<Record<Counter, number>>>;

/** Everything the service is expected to hold for one run: plain data, so that it can be copied. */
export interface World {
  /** In every name and slug of the run, so that runs do not meet. */
  readonly tag: string;
  readonly baseUrl: string;
  readonly profiles: Record<string, ModelProfile>;
  readonly removed: Record<string, ModelTombstone>;
  readonly slugs: Record<string, ModelSlug>;
  readonly accounts: readonly ModelAccount[];
  readonly answers: Record<string, ModelAnswer>;
  /** By profile. */
  readonly seen: Record<string, ModelSeen>;
  /** Undefined while one request is under way. */
  crowd: Crowd | undefined;
}

/** What is known of requests that are under way at once. */
export interface Crowd {
  /** Idempotency scopes that several of them share. */
  readonly scopes: readonly string[];
  /** Profiles whose photo one of them has changed: another that came before cannot any more. */
  photos: readonly string[];
}

export function emptyWorld(tag: string, baseUrl: string): World {
  const account = { primary: undefined, contacts: [], cursor: undefined };
  const accounts = ACTORS.map(() => ({ ...account, leads: [], scans: [] }));
  const byName = { profiles: {}, removed: {}, slugs: {}, answers: {}, seen: {} };
  return { tag, baseUrl, ...byName, accounts, crowd: undefined };
}

/** An account's profiles, oldest first. */
export function profilesOf(world: World, owner: Actor): ModelProfile[] {
  return Object.values(world.profiles)
    .filter((profile) => profile.owner === owner)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

export function accountOf(world: World, actor: Actor): ModelAccount {
  return world.accounts[actor] as ModelAccount;
}

export function seenOf({ seen }: World, profileId: string): ModelSeen {
  return seen[profileId] ?? {};
}

/** Something that may be counted happened to a profile. */
export function see(world: World, profileId: string, what: Counter): void {
  const before = seenOf(world, profileId);
  world.seen[profileId] = { ...before, [what]: (before[what] ?? 0) + 1 };
}

/** A change whose answer does not tell when it was made. */
export function raiseVersion(profile: ModelProfile): void {
  profile.version += 1;
  profile.timeKnown = false;
}
