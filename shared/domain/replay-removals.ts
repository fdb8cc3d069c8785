import { isConcurrentChange, Problem } from "../model/problem.ts";
import type { NotedRemoval, RemovalEntry } from "../model/removal-entry.ts";
import { findApiKey } from "../persistence/api-key-repository.ts";
import { findCard } from "../persistence/card-repository.ts";
import { deleteApiKey } from "./api-key/manage-api-keys.ts";
import { deletePhoto } from "./photo/delete-photo.ts";
import { deleteProfile } from "./profile/delete-profile.ts";

type Kind = RemovalEntry["kind"];

const OTHER_KEY =
  "The account's digest is under another log key: set FORMER_LOG_KEY to that key's value, and run it again.";

/** How one removal was carried out again. */
export type Replayed = "removed" | "gone" | "kept" | "failed";

/** How many of each kind came to what, and what failed. */
export interface ReplayReport {
  readonly counts: Readonly<Record<Kind, Readonly<Record<Replayed, number>>>>;
  readonly failed: readonly { readonly removal: RemovalEntry; readonly reason: string }[];
}

/** What a replay is told beside the removals. */
export interface ReplayOptions {
  /** Ids of profiles and keys, and digests of accounts, that are to come back. */
  readonly except: ReadonlySet<string>;
  /** Accounts of the table by their digests, as far as the removals name them. */
  readonly owners: ReadonlyMap<string, string>;
  /** Of the keys that the digests of accounts were looked for under. */
  readonly fingerprints: ReadonlySet<string>;
  /** Erases an account. @returns false when the erasure of that id has begun already */
  readonly erase: (owner: string, erasureId: string) => Promise<boolean>;
}

/**
 * Carries removals out again on a table that was restored to a moment before them. May be ended
 * anywhere and run again: what is gone already stays gone. A photo that another one took the place of
 * comes back with its card, unless the photo was taken off after that. An account whose digest is under
 * another key fails. 1 to 3 reads each, and what its removal costs.
 */
export async function replayRemovals(
  removals: AsyncIterable<NotedRemoval> | Iterable<NotedRemoval>,
  options: ReplayOptions,
): Promise<ReplayReport> {
  const none = () => ({ removed: 0, gone: 0, kept: 0, failed: 0 });
  const counts = { profile: none(), photo: none(), account: none(), api_key: none() };
  const failed: { removal: RemovalEntry; reason: string }[] = [];
  const photos: PhotosSeen = { replaced: new Set(), bare: new Set() };
  for await (const { entry: removal } of removals) {
    try {
      counts[removal.kind][await replayed(removal, options, photos)] += 1;
    } catch (error) {
      counts[removal.kind].failed += 1;
      failed.push({ removal, reason: String(error) });
    }
  }
  return { counts, failed };
}

/** What the removals have told of photos so far; they may come in any order. */
interface PhotosSeen {
  /** Photos that gave way to another. */
  readonly replaced: Set<string>;
  /** Profiles whose photo was taken off. */
  readonly bare: Set<string>;
}

function replayed(
  removal: RemovalEntry,
  options: ReplayOptions,
  photos: PhotosSeen,
): Promise<Replayed> {
  switch (removal.kind) {
    case "profile":
      return replayProfile(removal.profileId, options);
    case "photo":
      return replayPhoto(removal, options, photos);
    case "api_key":
      return replayKey(removal.keyId, options);
    case "account":
      return replayAccount(removal, options);
  }
}

async function replayProfile(id: string, { except }: ReplayOptions): Promise<Replayed> {
  if (except.has(id)) return "kept";
  const card = await findCard(id);
  if (!card?.owner || card.state === "removed") return "gone";
  const { owner } = card;
  return unlessGone(() => deleteProfile(owner, id, undefined));
}

async function replayPhoto(
  { profileId, photoId, replaced }: Extract<RemovalEntry, { kind: "photo" }>,
  { except }: ReplayOptions,
  seen: PhotosSeen,
): Promise<Replayed> {
  if (except.has(profileId)) return "kept";
  if (replaced) seen.replaced.add(photoId);
  else seen.bare.add(profileId);
  // Nobody has wished this profile without a photo.
  if (!seen.bare.has(profileId)) return "kept";
  const card = await findCard(profileId);
  const shown = card?.photo?.id;
  // A photo that is put up on the restored table has not given way to any: it stays.
  const isToGo = shown !== undefined && (shown === photoId || seen.replaced.has(shown));
  if (!card?.owner || !isToGo) return replaced ? "kept" : "gone";
  const { owner } = card;
  return unlessGone(async () => {
    await deletePhoto(owner, profileId, undefined);
  });
}

async function replayKey(id: string, { except }: ReplayOptions): Promise<Replayed> {
  if (except.has(id)) return "kept";
  const key = await findApiKey(id);
  return key ? unlessGone(() => deleteApiKey(key.owner, id)) : "gone";
}

async function replayAccount(
  { digest, erasureId, fingerprint }: Extract<RemovalEntry, { kind: "account" }>,
  options: ReplayOptions,
): Promise<Replayed> {
  if (options.except.has(digest)) return "kept";
  if (!options.fingerprints.has(fingerprint)) throw new Error(OTHER_KEY);
  const owner = options.owners.get(digest);
  if (owner === undefined) return "gone";
  return (await options.erase(owner, erasureId)) ? "removed" : "gone";
}

/** Somebody else may have removed it since it was read. */
async function unlessGone(remove: () => Promise<void>): Promise<Replayed> {
  try {
    await remove();
    return "removed";
  } catch (error) {
    if (error instanceof Problem && error.kind === "not_found" && !isConcurrentChange(error)) {
      return "gone";
    }
    throw error;
  }
}
