import { marshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import { expect, test } from "vitest";
import { receiptOf } from "../../../shared/model/account/erasure.ts";
import { tombstoneOf } from "../../../shared/model/profile/profile-card.ts";
import { erasureItem, receiptItem } from "../../../shared/persistence/erasure-item.ts";
import {
  pendingAheadItem,
  pendingKeyOf,
  pendingPhotoItem,
  pendingProfileItem,
} from "../../../shared/persistence/pending-removal.ts";
import { cardItem, rootItem } from "../../../shared/persistence/profile-item.ts";
import { leftoverOf } from "../../../shared/persistence/stream-record.ts";
import { sampleProfile } from "../support/arbitrary-profile.ts";

const NOW = "2026-03-01T00:00:00.000Z";

function recordOf(item: object | undefined): DynamoDBRecord {
  if (!item) return { eventName: "REMOVE", dynamodb: {} };
  const NewImage = marshall(item, { removeUndefinedValues: true });
  return { eventName: "INSERT", dynamodb: { NewImage } } as DynamoDBRecord;
}

const { id: profileId, owner } = sampleProfile;

test.each([
  [
    "a removed profile",
    pendingProfileItem(sampleProfile, NOW),
    { kind: "profile", owner, profileId },
  ],
  [
    "a photo that gave way",
    pendingPhotoItem(sampleProfile, "old"),
    { kind: "photo", profileId, photoId: "old", replaced: false },
  ],
  ["entries stored ahead", pendingAheadItem(sampleProfile), { kind: "ahead", owner, profileId }],
] as const)("what is on record of %s is read back, and found again to be forgotten", (_, item, leftover) => {
  expect(leftoverOf(recordOf(item))).toEqual(leftover);
  expect(pendingKeyOf(leftover)).toEqual({ pk: item.pk, sk: item.sk });
});

const erasure = {
  ...{ id: "019771a2-5c3e-7b60-8f4d-2a9e6c1b7d01", owner, requestedAt: NOW, went: {} },
  ...({ requestedBy: "owner", isClosed: false } as const),
  ...{ profileIds: new Set<string>(), exportIds: new Set<string>() },
};

test("an erasure is on record by its id, and what is left of it is its receipt alone", () => {
  const item = erasureItem(erasure);
  const leftover = leftoverOf(recordOf(item));
  expect(leftover).toMatchObject({ kind: "erasure", owner, erasureId: erasure.id });
  expect(leftover && pendingKeyOf(leftover)).toEqual({ pk: item.pk, sk: item.sk });
  const receipt = receiptItem(receiptOf(erasure, NOW));
  expect(leftoverOf(recordOf(receipt))).toBeUndefined();
  expect(JSON.stringify(receipt)).not.toContain(owner);
  expect(receipt).toMatchObject({ pk: item.pk, until: { backups: "2026-04-05T00:00:00.000Z" } });
});

test.each([
  ["a removed item", undefined],
  ["a profile", rootItem(sampleProfile, new Map())],
  ["a card", { pk: "PROFILE#1", sk: "CARD", state: "draft" }],
  ["a tombstone", cardItem(sampleProfile.id, tombstoneOf(sampleProfile, NOW))],
  ["an account", { pk: "USER#1", sk: "ACCOUNT", profileIds: new Set(["1"]) }],
])("%s leaves nothing", (_, item) => {
  expect(leftoverOf(recordOf(item))).toBeUndefined();
});
