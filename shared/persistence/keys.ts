import type { SweepShard } from "../model/photo/sweep-shard.ts";
/** First part of every partition key. Roles are limited to these prefixes. */
export const PARTITION = {
  user: "USER#",
  card: "PROFILE#",
  slug: "SLUG#",
  apiKey: "KEY#",
  usage: "USAGE#",
  idempotency: "IDEMPOTENCY#",
  removal: "REMOVAL#",
  ahead: "AHEAD#",
  sweep: "SWEEP#",
  issuer: "ISSUER#",
  views: "VIEWS#",
  viewKey: "VIEWKEY#",
  lead: "LEAD#",
  scan: "SCAN#",
  posting: "DIR#",
  indexed: "DIRF#",
  typo: "DIRT#",
  directory: "DIRECTORY",
  erasure: "ERASURE#",
  accountExport: "EXPORT#",
  audit: "AUDIT#",
  top: "TOP#",
} as const;

/** The primary key of an item. A type and no interface, so that it passes for an item, too. */
export type Key = {
  readonly pk: string;
  readonly sk: string;
};

const PROFILE_SORT = "PROFILE#";

/** Everything an account owns. */
export function userPartition(owner: string): string {
  return `${PARTITION.user}${owner}`;
}

/** Of an account. */
export function accountKey(owner: string): Key {
  return { pk: userPartition(owner), sk: "ACCOUNT" };
}

/** Start of the sort keys of a profile's root and entries; of all profiles when no id is given. */
export function profileSort(profileId = ""): string {
  return `${PROFILE_SORT}${profileId}`;
}

/** A profile's root. */
export function profileKey(owner: string, profileId: string): Key {
  return { pk: userPartition(owner), sk: profileSort(profileId) };
}

/** Start of the sort keys of an account's photo uploads. */
export const UPLOAD_SORT = "UPLOAD#";

/** Start of the sort keys of a profile's photo uploads. */
export function uploadSort(profileId: string): string {
  return `${UPLOAD_SORT}${profileId}#`;
}

/** Of a photo upload to a profile. */
export function uploadKey(owner: string, profileId: string, uploadId: string): Key {
  return { pk: userPartition(owner), sk: `${uploadSort(profileId)}${uploadId}` };
}

/** Start of the sort keys of an account's exports. */
export const EXPORT_SORT = "EXPORT#";

/** Of an export of an account. */
export function exportKey(owner: string, exportId: string): Key {
  return { pk: userPartition(owner), sk: `${EXPORT_SORT}${exportId}` };
}

/** Start of the sort keys of slugs that are kept for an account. */
export const RESERVED_SORT = "RESERVED#";

/** Of a slug that is kept for an account: by it the account knows which ones there are. */
export function reservedKey(owner: string, slug: string): Key {
  return { pk: userPartition(owner), sk: `${RESERVED_SORT}${slug}` };
}

/** Where an unfinished sweep of the photos goes on; each division into shards has its own. */
export function sweepKey({ number, of }: SweepShard): Key {
  const shard = of === 1 ? "" : `#${of}#${number}`;
  return { pk: `${PARTITION.sweep}photos${shard}`, sk: "CURSOR" };
}

/** The keys an issuer was last seen with. @param digest of the issuer, which may be of any length */
export function issuerKeysKey(digest: string): Key {
  return { pk: `${PARTITION.issuer}${digest}`, sk: "KEYS" };
}

/** True for the sort key of a profile's root; of the items of an owner, only those have one part. */
export function isRootSort(sk: string): boolean {
  return sk.startsWith(PROFILE_SORT) && !sk.includes("#", PROFILE_SORT.length);
}

/** Start of the sort keys of leads, which then sort by time. */
export const LEAD_SORT = "LEAD#";

/** All leads of an account's profiles. */
export function leadPartition(owner: string): string {
  return `${PARTITION.lead}${owner}`;
}

/** Of a lead, with the account that it was left to. */
export function leadKey(owner: string, leadId: string): Key {
  return { pk: leadPartition(owner), sk: `${LEAD_SORT}${leadId}` };
}

/** Start of the sort keys by which a profile's visitors are known. */
export function visitorSort(profileId: string): string {
  return `BY#${profileId}#`;
}

/** The item that makes a visitor's lead the only one. @param digest of the e-mail address */
export function visitorKey(owner: string, profileId: string, digest: string): Key {
  return { pk: leadPartition(owner), sk: `${visitorSort(profileId)}${digest}` };
}

/** All scans of an account's profiles. */
export function scanPartition(owner: string): string {
  return `${PARTITION.scan}${owner}`;
}

/** Of a scan, with the account whose profile was scanned. */
export function scanKey(owner: string, scanId: string): Key {
  return { pk: scanPartition(owner), sk: scanId };
}

/** What others may know of a profile, and its tombstone. */
export function cardKey(profileId: string): Key {
  return { pk: `${PARTITION.card}${profileId}`, sk: "CARD" };
}

/** Of a slug, whoever has it. */
export function slugKey(slug: string): Key {
  return { pk: `${PARTITION.slug}${slug}`, sk: "SLUG" };
}

/** Of an API key. */
export function apiKeyKey(keyId: string): Key {
  return { pk: `${PARTITION.apiKey}${keyId}`, sk: "KEY" };
}

/** All counters of an account's requests, and of what it may do a day. */
export function usagePartition(owner: string): string {
  return `${PARTITION.usage}${owner}`;
}

/** @param period a UTC day, `YYYY-MM-DD`, or an hour of it, `YYYY-MM-DDTHH` */
export function usageKey(owner: string, period: string, counter: string): Key {
  return { pk: usagePartition(owner), sk: `${period}#${counter}` };
}

/** Accounts whose requests of a UTC day have reached a power of ten. */
export function topPartition(day: string, magnitude: number): string {
  return `${PARTITION.top}${day}#${magnitude}`;
}

/** Of an account in such a partition. */
export function topKey(day: string, magnitude: number, owner: string): Key {
  return { pk: topPartition(day, magnitude), sk: owner };
}

/** The account's direct uploads that are not settled. Sorts after every counter of a day. */
export function openUploadsKey(owner: string): Key {
  return usageKey(owner, "OPEN", "photo_upload");
}

/** Which of the directory's indexes is searched, and which is being built. */
export const GENERATION_KEY: Key = { pk: PARTITION.directory, sk: "GENERATION" };

/** How far a part of the table has been read for the index that is being built. */
export function buildKey(segment: number): Key {
  return { pk: PARTITION.directory, sk: `BUILD#${segment}` };
}

/** The directory's words that begin with two letters, in one of its indexes. */
export function postingPartition(generation: string, letters: string): string {
  return `${PARTITION.posting}${generation}#${letters}`;
}

/** What an index of the directory holds of a profile. */
export function indexedKey(generation: string, profileId: string): Key {
  return { pk: `${PARTITION.indexed}${generation}#${profileId}`, sk: "INDEXED" };
}

/** The words of an index that a variant may have been meant for. */
export function typoKey(generation: string, variant: string): Key {
  return { pk: `${PARTITION.typo}${generation}#${variant}`, sk: "TYPO" };
}

/** Everything that was counted of a profile. */
export function viewsPartition(profileId: string): string {
  return `${PARTITION.views}${profileId}`;
}

/** What was counted on a UTC day. @param shard one of several, so that no single item is written often */
export function viewsKey(profileId: string, day: string, shard: number): Key {
  return { pk: viewsPartition(profileId), sk: `${day}#${shard}` };
}

/** What viewers are told apart by on a UTC day. */
export function viewKeyKey(day: string): Key {
  return { pk: `${PARTITION.viewKey}${day}`, sk: "KEY" };
}

/** @param digest of account, route and the caller's own key, none of which is stored */
export function idempotencyKey(digest: string): Key {
  return { pk: `${PARTITION.idempotency}${digest}`, sk: "IDEMPOTENCY" };
}

/**
 * Where everything lies that is not removed yet, so that it is found without a search. Several
 * partitions, so that one removal that fails holds up only those in its own.
 */
export const PENDING_REMOVALS: readonly string[] = [..."0123456789abcdef"].map(
  (digit) => `${PARTITION.removal}${digit}`,
);

/** Where everything is that is to be kept for good. */
export const PENDING_AHEAD = `${PARTITION.ahead}entries`;

/** A deleted profile, until nothing of it is left. */
export function pendingProfileKey(profileId: string): Key {
  return { pk: pendingPartition(profileId), sk: `PROFILE#${profileId}` };
}

/** A photo that gave way, until its objects are gone. */
export function pendingPhotoKey(profileId: string, photoId: string): Key {
  return { pk: pendingPartition(profileId), sk: `PHOTO#${profileId}#${photoId}` };
}

/**
 * A profile whose entries were stored ahead of it, until they are kept for good. Apart from removals: a
 * release that does not know of it would take it for one.
 */
export function pendingAheadKey(profileId: string): Key {
  return { pk: PENDING_AHEAD, sk: profileId };
}

/** Where every export is that is to be made; several partitions, for the same reason. */
export const PENDING_EXPORTS: readonly string[] = [..."0123456789abcdef"].map(
  (digit) => `${PARTITION.accountExport}${digit}`,
);

/** Of an export, until it is made. */
export function pendingExportKey(id: string): Key {
  return { pk: `${PARTITION.accountExport}${id.slice(-1)}`, sk: `${EXPORT_SORT}${id}` };
}

/** The last digit of an id is random. */
function pendingPartition(profileId: string): string {
  return `${PARTITION.removal}${profileId.slice(-1)}`;
}

/**
 * The condition of a Query for all items of a partition whose sort key begins with a text. Written
 * as a range: DynamoDB reads the same as for `begins_with`, which the laptop's engine answers by
 * walking past all items before. Sort keys are ASCII below `~`.
 */
export function beginningWith(pk: string, sort: string) {
  return {
    KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
    ExpressionAttributeValues: { ":pk": pk, ":from": sort, ":to": `${sort}~` },
  };
}
