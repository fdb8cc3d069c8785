import { isConcurrentChange, Problem } from "../model/problem.ts";
import type { NotedRemoval, RemovalEntry } from "../model/removal-entry.ts";
import { findApiKey } from "../persistence/api-key-repository.ts";
import { findCard } from "../persistence/card-repository.ts";
import { deleteApiKey } from "./api-key/manage-api-keys.ts";
import { deletePhoto } from "./photo/delete-photo.ts";
import { deleteProfile } from "./profile/delete-profile.ts";

type Kind = RemovalEntry["kind"];

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
  /** Erases an account. @returns false when that is under way */
  readonly erase: (owner: string) => Promise<boolean>;
}

/**
 * Carries removals out again on a table that was restored to a moment before them. May be ended
 * anywhere and run again: what is gone already stays gone. A photo that another one took the place of
 * comes back with its card. 1 to 3 reads each, and what its removal costs.
 */
export async function replayRemovals(
  removals: AsyncIterable<NotedRemoval> | Iterable<NotedRemoval>,
  options: ReplayOptions,
): Promise<ReplayReport> {
  const none = () => ({ removed: 0, gone: 0, kept: 0, failed: 0 });
  const counts = { profile: none(), photo: none(), account: none(), api_key: none() };
  const failed: { removal: RemovalEntry; reason: string }[] = [];
  for await (const { entry: removal } of removals) {
    try {
      counts[removal.kind][await replayed(removal, options)] += 1;
    } catch (error) {
      counts[removal.kind].failed += 1;
      failed.push({ removal, reason: String(error) });
    }
  }
  return { counts, failed };
}

function replayed(removal: RemovalEntry, options: ReplayOptions): Promise<Replayed> {
  switch (removal.kind) {
    case "profile":
      return replayProfile(removal.profileId, options);
    case "photo":
      return replayPhoto(removal, options);
    case "api_key":
      return replayKey(removal.keyId, options);
    case "account":
      return replayAccount(removal.digest, options);
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
): Promise<Replayed> {
  if (replaced || except.has(profileId)) return "kept";
  const card = await findCard(profileId);
  if (!card?.owner || card.photo?.id !== photoId) return "gone";
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

async function replayAccount(digest: string, options: ReplayOptions): Promise<Replayed> {
  if (options.except.has(digest)) return "kept";
  const owner = options.owners.get(digest);
  if (owner === undefined) return "gone";
  return (await options.erase(owner)) ? "removed" : "gone";
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
