import type { BenchPlatform } from "../platform/bench-platform.ts";
import { grownContacts, grownProfiles, grownTable } from "./grown-items.ts";
import { type ProfileTemplate, profileTemplate } from "./profile-template.ts";
import { type RawItem, writeOften } from "./raw-items.ts";

/** What grows. */
export type Axis =
  | "profiles of an account"
  | "contacts of an account"
  | "items in the table"
  | "KB of the profile"
  | "writes so far";

/** Full profiles of one account, up to its limit. */
export const PROFILE_COUNTS = [1, 5, 25];
/** Contacts of one account. */
export const CONTACT_COUNTS = [10, 100, 1_000, 10_000];
/** Items in a table, of which one profile is asked for. */
export const TABLE_SIZES = [1_000, 14_000, 200_000];
/** Writes before the request; each leaves a record in the table's stream. */
export const WRITE_COUNTS = [1_000, 20_000, 200_000];

/** Where a profile lives that can be asked for. */
export interface Place {
  readonly axis: Axis;
  /** How far the axis has grown, in its unit. */
  readonly size: number;
  /** URL of the engine that holds the items. */
  readonly engine: string;
  readonly subject: ProfileTemplate;
}

/** Fills an engine of its own. @returns its URL */
export type Seed = (items: readonly RawItem[]) => Promise<string>;

/** One profile on each axis at each size. */
export async function grownPlaces(platform: BenchPlatform, seed: Seed): Promise<Place[]> {
  const full = await profileTemplate(platform, { full: true });
  const typical = await profileTemplate(platform, { full: false });
  return [
    ...(await grownAccounts(full, typical, seed)),
    ...(await grownTables(typical, seed)),
    ...(await writtenTables(typical, seed, platform.tableName)),
  ];
}

/** Accounts of many profiles and of many contacts, in one engine. */
async function grownAccounts(
  full: ProfileTemplate,
  typical: ProfileTemplate,
  seed: Seed,
): Promise<Place[]> {
  const profiles = PROFILE_COUNTS.map((size) => ({ size, ...grownProfiles(full, size) }));
  const contacts = CONTACT_COUNTS.map((size) => ({ size, ...grownContacts(typical, size) }));
  const engine = await seed([...profiles, ...contacts].flatMap(({ items }) => items));
  return [
    ...profiles.map((grown) => ({ axis: "profiles of an account" as const, engine, ...grown })),
    ...contacts.map((grown) => ({ axis: "contacts of an account" as const, engine, ...grown })),
    ...[contacts[0], profiles[0]].flatMap((grown) => (grown ? [ofItsSize(grown, engine)] : [])),
  ];
}

/** One profile each, among the items of others. */
async function grownTables(typical: ProfileTemplate, seed: Seed): Promise<Place[]> {
  const places: Place[] = [];
  for (const size of TABLE_SIZES) {
    const { subject, items } = grownTable(typical, size);
    places.push({ axis: "items in the table", engine: await seed(items), size, subject });
  }
  return places;
}

/** One profile each, in tables that were written to that often. */
async function writtenTables(
  typical: ProfileTemplate,
  seed: Seed,
  tableName: string,
): Promise<Place[]> {
  const places: Place[] = [];
  for (const size of WRITE_COUNTS) {
    const { subject, items } = grownTable(typical, 1);
    const engine = await seed(items);
    await writeOften({ endpoint: engine, tableName }, size);
    places.push({ axis: "writes so far", engine, size, subject });
  }
  return places;
}

/** A profile that is asked for by its size. */
function ofItsSize({ subject }: Pick<Place, "subject">, engine: string): Place {
  const bytes = Buffer.byteLength(JSON.stringify(subject.profile));
  return { axis: "KB of the profile", size: Math.round(bytes / 1_024), engine, subject };
}
