import { marshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import { expect, test } from "vitest";
import { rootItem, tombstoneItem } from "../../../shared/persistence/profile-item.ts";
import { leftoverOf } from "../../../shared/persistence/stream-record.ts";
import { sampleProfile } from "../support/arbitrary-profile.ts";

function recordOf(item: object | undefined): DynamoDBRecord {
  if (!item) return { eventName: "REMOVE", dynamodb: {} };
  const NewImage = marshall(item, { removeUndefinedValues: true });
  return { eventName: "MODIFY", dynamodb: { NewImage } } as DynamoDBRecord;
}

test("a tombstone leaves entries and photos of its profile", () => {
  const record = recordOf(tombstoneItem(sampleProfile, "2026-03-01T00:00:00.000Z"));
  const { id: profileId, owner } = sampleProfile;
  expect(leftoverOf(record)).toEqual({ kind: "profile", owner, profileId });
});

test("a replaced photo leaves its objects", () => {
  const record = recordOf(rootItem(sampleProfile, new Map(), "old"));
  expect(leftoverOf(record)).toEqual({
    kind: "photo",
    profileId: sampleProfile.id,
    photoId: "old",
  });
});

test.each([
  ["a removed item", undefined],
  ["a profile that kept its photo", rootItem(sampleProfile, new Map())],
  ["a card", { pk: "PROFILE#1", sk: "CARD", state: "draft" }],
  ["an account", { pk: "USER#1", sk: "ACCOUNT", profileIds: new Set(["1"]) }],
])("%s leaves nothing", (_, item) => {
  expect(leftoverOf(recordOf(item))).toBeUndefined();
});
