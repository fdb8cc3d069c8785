import { setTimeout as delay } from "node:timers/promises";
import { exportFolder } from "../../model/account/account-export.ts";
import { type Erasure, receiptOf } from "../../model/account/erasure.ts";
import { photoFolder, quarantineFolder } from "../../model/photo/photo-key.ts";
import {
  abandonReserved,
  closeAccount,
  ErasureOver,
  erasePartition,
  findErasure,
  settleErasure,
} from "../../persistence/erasure-repository.ts";
import { findKeyHolder } from "../../persistence/key-holder-repository.ts";
import {
  leadPartition,
  scanPartition,
  usagePartition,
  userPartition,
  viewsPartition,
} from "../../persistence/keys.ts";
import {
  findPendingOf,
  forgetPendingRemoval,
  removeTops,
} from "../../persistence/removal-repository.ts";
import { removeAllVersionsUnder } from "../../photos/photo-store.ts";
import { finishRemoval } from "../profile/finish-removal.ts";
import { noteRemoved } from "../removal-log.ts";
import { buryProfiles, hideAccount } from "./hide-account.ts";

/**
 * Removes all that is left of an erased account, and leaves the receipt. May be cut off anywhere and
 * repeated, also while another run is under way: what goes is counted in the transaction that takes it
 * away.
 * @param waitSeconds for how long a request may run that was let in before the account was closed
 */
export async function finishErasure(id: string, waitSeconds: number): Promise<void> {
  try {
    await finish(id, waitSeconds);
  } catch (error) {
    if (!(error instanceof ErasureOver)) throw error;
  }
}

async function finish(id: string, waitSeconds: number): Promise<void> {
  const begun = await findErasure(id);
  if (!begun) return;
  if (!begun.isClosed) {
    await hideAccount(begun);
    await untilRequestsEnded(begun, waitSeconds);
    await removeOwned(begun);
    await removeOfProfiles(await current(id));
    const poolUserWas = await removePoolUser(begun);
    const { gatewayKeyValue } = await findKeyHolder(begun.owner);
    const gatewayKeys = gatewayKeyValue === undefined ? 0 : 1;
    await closeAccount(begun, { poolUserWas, gatewayKeys });
  }
  // Last: until they are gone, they refuse the account's credentials.
  const closed = { ...begun, isClosed: true };
  await removeTops(closed.owner);
  await erasePartition(closed, usagePartition(closed.owner));
  // Only now can a table that is restored to an earlier moment bring it back.
  await noteRemoved({ kind: "account", account: closed.owner, erasureId: id });
  await settleErasure(receiptOf(await current(id), new Date().toISOString()));
}

/**
 * A request that was let in before the erasure may still be under way. While the account's item says
 * that it is being erased, it can put nothing new under the account; so the item stays until no such
 * request runs any more.
 */
async function untilRequestsEnded({ requestedAt }: Erasure, seconds: number): Promise<void> {
  const left = Date.parse(requestedAt) + seconds * 1_000 - Date.now();
  if (left > 0) await delay(left);
}

/** @throws ErasureOver */
async function current(id: string): Promise<Erasure> {
  const erasure = await findErasure(id);
  if (!erasure) throw new ErasureOver("The erasure is over.");
  return erasure;
}

/**
 * For what no condition of a transaction guards: a run that is late must not touch what is of somebody
 * who has begun anew. 1 read. @throws ErasureOver when the account is closed
 */
async function requireUnclosed(id: string): Promise<void> {
  if ((await current(id)).isClosed) throw new ErasureOver("The account is closed.");
}

/** What lies under the account's name. */
async function removeOwned(erasure: Erasure): Promise<void> {
  const { id, owner } = erasure;
  await hideAccount(erasure);
  // Removals from before the erasure may not be finished.
  for (const leftover of await findPendingOf(owner)) {
    await requireUnclosed(id);
    if (leftover.kind !== "export") await finishRemoval(leftover);
    // A run that makes the archive finds that nobody waits for it, and takes it back.
    else await forgetPendingRemoval(leftover);
  }
  await requireUnclosed(id);
  await abandonReserved(owner);
  let strays: readonly string[];
  do {
    strays = await erasePartition(erasure, userPartition(owner));
    await buryProfiles(erasure, strays);
  } while (strays.length > 0);
  await erasePartition(erasure, leadPartition(owner));
  await erasePartition(erasure, scanPartition(owner));
}

/** What lies under the names of its profiles and archives. */
async function removeOfProfiles(erasure: Erasure): Promise<void> {
  for (const profileId of erasure.profileIds) {
    await erasePartition(erasure, viewsPartition(profileId));
    await removeAllVersionsUnder(quarantineFolder(profileId));
    await removeAllVersionsUnder(photoFolder(profileId));
  }
  for (const id of erasure.exportIds) await removeAllVersionsUnder(exportFolder(id));
}

async function removePoolUser({ poolUser }: Erasure) {
  if (!poolUser) return undefined;
  // Loaded for the accounts of a pool: it brings a client of the SDK along.
  const { deletePoolUser } = await import("../../persistence/user-pool.ts");
  return deletePoolUser(poolUser);
}
