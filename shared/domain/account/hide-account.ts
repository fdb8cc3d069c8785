import { exportFolder } from "../../model/account/account-export.ts";
import type { Erasure } from "../../model/account/erasure.ts";
import {
  eraseExports,
  eraseKeys,
  eraseProfiles,
  findRoots,
} from "../../persistence/erasure-repository.ts";
import { findKeyHolder } from "../../persistence/key-holder-repository.ts";
import { findAccount } from "../../persistence/profile-repository.ts";
import { removeAllVersionsUnder } from "../../photos/photo-store.ts";
import { untilCommitted } from "../until-committed.ts";

/** Profiles that go in one transaction: three writes each, of which it holds 100. */
const AT_ONCE = 20;

/**
 * Makes everything of an account unreadable, whose credentials are refused by now: its keys go, its
 * profiles become tombstones, and its archives are no more at their addresses. May be cut off anywhere,
 * and run several times, also at once.
 * @throws ErasureOver, Problem `conflict` `concurrent_change` when others kept changing the account
 */
export async function hideAccount(erasure: Erasure): Promise<void> {
  const { owner } = erasure;
  await untilCommitted(async () => {
    const { apiKeyIds } = await findKeyHolder(owner);
    return apiKeyIds.length === 0 || (await eraseKeys(erasure, apiKeyIds)) || undefined;
  });
  const account = await findAccount(owner);
  await buryProfiles(erasure, [...(account?.profileIds ?? [])]);
  for (const id of await eraseExports(erasure)) await removeAllVersionsUnder(exportFolder(id));
}

/** Leaves tombstones of profiles, at most 100. 2 batches of reads and 1 transaction for each 20. */
export async function buryProfiles(erasure: Erasure, ids: readonly string[]): Promise<void> {
  await untilCommitted(async () => {
    const roots = ids.length > 0 ? await findRoots(erasure.owner, ids) : [];
    const some = roots.slice(0, AT_ONCE);
    if (some.length === 0) return true;
    const isDone = await eraseProfiles(erasure, some, new Date().toISOString());
    return (isDone && some.length === roots.length) || undefined;
  });
}
