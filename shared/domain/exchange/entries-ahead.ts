import { Problem } from "../../model/problem.ts";
import type { Profile } from "../../model/profile/profile.ts";
import {
  hasEntriesAhead,
  keepEntries,
  storeEntriesAhead,
} from "../../persistence/ahead-repository.ts";
import { findRoot } from "../../persistence/profile-repository.ts";
import { removeItems } from "../../persistence/removal-repository.ts";

/**
 * Makes a new profile, of which the entries are stored first that its transaction has no room for.
 * Nobody sees them without it. If it is never made they expire. An earlier run of the same request may
 * have left some, or have made the profile. For one with more than 90 entries 1 read, 2 Queries, 1
 * transaction and 1 write for each entry ahead more.
 */
export async function withEntriesAhead<T>(draft: Profile, make: () => Promise<T>): Promise<T> {
  const { owner, id } = draft;
  const isMadeAtOnce = !hasEntriesAhead(draft) || (await findRoot(owner, id)) !== undefined;
  if (isMadeAtOnce) return make();
  await removeItems(owner, id);
  await storeEntriesAhead(draft);
  const made = await orRemoved(draft, make);
  // If this fails the stream still does it. Were they to expire, nobody could read the profile.
  await keepEntries(owner, id).catch(() => {});
  return made;
}

async function orRemoved<T>({ owner, id }: Profile, make: () => Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    // Only then it surely was not made.
    if (error instanceof Problem) await removeItems(owner, id);
    throw error;
  }
}
