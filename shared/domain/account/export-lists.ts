import { perDay } from "../../model/analytics/analytics-summary.ts";
import { COUNTERS, type Tally } from "../../model/analytics/tally.ts";
import { viewersOf } from "../../model/analytics/viewer-sketch.ts";
import { apiKeyView } from "../../model/api-key/api-key.ts";
import type { Contact } from "../../model/contact/contact.ts";
import { contactView } from "../../model/contact/contact-view.ts";
import { isScanKept } from "../../model/contact/scan.ts";
import { isLeadKept } from "../../model/lead/lead-retention.ts";
import { type PhotoUpload, settledAt } from "../../model/photo/photo-upload.ts";
import type { Profile } from "../../model/profile/profile.ts";
import { ownerView } from "../../model/profile/profile-view.ts";
import {
  allContacts,
  allKeptSlugs,
  allLeads,
  allScans,
  allUploads,
  allUsage,
} from "../../persistence/account-contents-repository.ts";
import { findApiKeys } from "../../persistence/api-key-repository.ts";
import { findCards } from "../../persistence/card-repository.ts";
import { findContactHolder } from "../../persistence/contact-repository.ts";
import { findKeyHolder } from "../../persistence/key-holder-repository.ts";
import { findTallies } from "../../persistence/tally-repository.ts";

/** What answers of the API depend on beside the table. */
export interface ExportSettings {
  /** Where photo keys are served, without a trailing slash. */
  readonly photoBaseUrl: string;
  /** Days that leads are kept. */
  readonly leadRetentionDays: number;
}

/** A file of an archive that is a list. */
export interface ExportList {
  readonly path: string;
  readonly about: string;
  /** Read when its turn comes. */
  readonly pages: AsyncIterable<readonly object[]>;
}

/** Everything of an account but photos, in the shapes in which the API answers it. */
export function exportLists(
  owner: string,
  profiles: readonly Profile[],
  settings: ExportSettings,
): readonly ExportList[] {
  const now = Date.now();
  return [
    list("account.json", "The account and its plan.", accountOf(owner, profiles)),
    list(
      "profiles.json",
      "Profiles with all entries, the primary one first, as GET /profiles/all answers them.",
      each(profiles, (profile) => ownerView(profile, settings.photoBaseUrl)),
    ),
    ...listsOfPeople(owner, profiles, settings, now),
    list(
      "slugs.json",
      "Slugs of former addresses, which lead on and are kept for the account for a while.",
      mapped(allKeptSlugs(owner), (slugs) =>
        slugs.filter((slug) => Date.parse(slug.keptUntil) > now),
      ),
    ),
    list("api-keys.json", "API keys without their secrets.", keysOf(owner, now)),
    list(
      "photo-uploads.json",
      "Direct uploads of photos of the last day, and what became of them.",
      mapped(allUploads(owner), (uploads) => uploads.map((upload) => uploadView(upload, now))),
    ),
    list("views.json", "What was counted of each profile, by UTC day.", viewsOf(profiles)),
    list("usage.json", "Requests and other things counted, by UTC day or hour.", allUsage(owner)),
  ];
}

function listsOfPeople(
  owner: string,
  profiles: readonly Profile[],
  { photoBaseUrl, leadRetentionDays }: ExportSettings,
  now: number,
): readonly ExportList[] {
  const ids = new Set(profiles.map(({ id }) => id));
  return [
    list(
      "contacts.json",
      "Saved contacts as GET /contacts answers them: others' names as they show them now.",
      mapped(allContacts(owner), (contacts) => joined(contacts, photoBaseUrl)),
    ),
    list(
      "leads.json",
      "Visitors who left their details, with what they agreed to, as GET /leads answers them.",
      mapped(allLeads(owner), (leads) =>
        leads.filter((lead) => ids.has(lead.profileId) && isLeadKept(lead, leadRetentionDays, now)),
      ),
    ),
    list(
      "scans.json",
      "Scans of the profiles as GET /contacts/scans answers them.",
      mapped(allScans(owner), (scans) =>
        scans.filter((scan) => ids.has(scan.profileId) && isScanKept(scan, now)),
      ),
    ),
  ];
}

function list(path: string, about: string, pages: ExportList["pages"]): ExportList {
  return { path, about, pages };
}

async function* each<T>(all: readonly T[], view: (one: T) => object) {
  for (const one of all) yield [view(one)];
}

async function* mapped<T>(
  pages: AsyncIterable<readonly T[]>,
  view: (page: readonly T[]) => readonly object[] | Promise<readonly object[]>,
) {
  for await (const page of pages) yield await view(page);
}

async function* accountOf(owner: string, profiles: readonly Profile[]) {
  const { plan, used } = await findContactHolder(owner);
  const primary = profiles.find(({ isPrimary }) => isPrimary)?.id ?? null;
  yield [
    { account: owner, plan, profiles: profiles.length, primaryProfileId: primary, contacts: used },
  ];
}

async function joined(contacts: readonly Contact[], photoBaseUrl: string) {
  const cards = await findCards(contacts.map(({ profileId }) => profileId));
  return contacts.map((contact) =>
    contactView({ contact, card: cards.get(contact.profileId) }, photoBaseUrl),
  );
}

async function* keysOf(owner: string, now: number) {
  const time = new Date(now).toISOString();
  const { apiKeyIds } = await findKeyHolder(owner);
  const keys = await findApiKeys(apiKeyIds);
  yield keys
    .toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1))
    .map((key) => apiKeyView(key, time));
}

function uploadView(upload: PhotoUpload, now: number) {
  const { id, profileId, status, reason, expiresAt } = settledAt(upload, now);
  return { id, profileId, status, reason, keptUntil: new Date(expiresAt * 1_000).toISOString() };
}

async function* viewsOf(profiles: readonly Profile[]) {
  for (const { id } of profiles) {
    // A day begins with a digit.
    yield perDay(await findTallies(id, "0", "9")).map(dayView);
  }
}

function dayView({ profileId, day, counts, viewers }: Tally) {
  const counted = COUNTERS.map((counter) => [counter, counts[counter] ?? 0]);
  return { profileId, day, ...Object.fromEntries(counted), viewers: viewersOf(viewers) };
}
