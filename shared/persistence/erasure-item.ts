import type { ErasedKind, Erasure, ErasureReceipt } from "../model/account/erasure.ts";
import { RECEIPT_KEPT_MS } from "../model/account/erasure.ts";
import { expiryOf } from "../model/expiry.ts";
import { erasureKey, receiptKey } from "./erasure-keys.ts";
import { EXPORT_SORT, type Key, LEAD_SORT, PARTITION, profileSort, RESERVED_SORT } from "./keys.ts";
import type { Item } from "./table.ts";

/** An erasure that begins. `kind` and `erasureId` are what its finishing is told by. */
export function erasureItem(erasure: Erasure): Item {
  const { id, owner, requestedAt, requestedBy, poolUser, went } = erasure;
  const facts = { owner, requestedAt, requestedBy, poolUser, went };
  return { ...erasureKey(id), kind: "erasure", erasureId: id, ...facts, since: requestedAt };
}

/** An erasure, from its item. */
export function toErasure(item: Item): Erasure {
  const { erasureId, owner, requestedAt, requestedBy, poolUser, went } = item;
  return {
    ...{ id: erasureId, owner, requestedAt, requestedBy, poolUser, went },
    profileIds: item.profileIds ?? new Set(),
    exportIds: item.exportIds ?? new Set(),
    isClosed: item.isClosed === true,
    left: { poolUserWas: item.poolUserWas, gatewayKeys: item.gatewayKeys ?? 0 },
  } as Erasure;
}

/** What an erasure leaves. */
export function receiptItem(receipt: ErasureReceipt): Item {
  const expiresAt = expiryOf(receipt.finishedAt, RECEIPT_KEPT_MS);
  return { ...receiptKey(receipt.id), ...receipt, expiresAt };
}

/** A receipt, from its item. */
export function toReceipt({ pk, sk, schemaVersion, expiresAt, ...receipt }: Item): ErasureReceipt {
  return receipt as unknown as ErasureReceipt;
}

/** By the beginning of a sort key in the account's own partition. */
const OF_ACCOUNT: readonly (readonly [string, ErasedKind | undefined])[] = [
  [profileSort(), "entries"],
  ["UPLOAD#", "uploads"],
  ["CONTACT#", "contacts"],
  // Beside a contact, so that it is the only one of its profile.
  ["SAVED#", undefined],
  [RESERVED_SORT, "addresses"],
  [EXPORT_SORT, "exports"],
];

/** What an item counts as in a receipt; undefined for one that only belongs to another. */
export function erasedKindOf({ pk, sk }: Key): ErasedKind | undefined {
  if (pk.startsWith(PARTITION.lead)) return sk.startsWith(LEAD_SORT) ? "leads" : undefined;
  if (pk.startsWith(PARTITION.scan)) return "scans";
  if (pk.startsWith(PARTITION.views)) return "viewCounters";
  if (pk.startsWith(PARTITION.usage)) return "requestCounters";
  const known = OF_ACCOUNT.find(([start]) => sk.startsWith(start));
  return known ? known[1] : "others";
}
