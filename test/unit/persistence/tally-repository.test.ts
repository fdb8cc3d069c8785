import "../support/settings.ts";
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Tally } from "../../../shared/model/analytics/tally.ts";
import { addTally, findTallies } from "../../../shared/persistence/tally-repository.ts";
import { seededDigests } from "../support/seeded-digests.ts";

const { updateItem, query, transact } = vi.hoisted(() => ({
  updateItem: vi.fn(),
  query: vi.fn(),
  transact: vi.fn(),
}));
vi.mock("../../../shared/persistence/table.ts", () => ({ updateItem, query }));
vi.mock("../../../shared/persistence/transaction.ts", () => ({ transact }));

const tally: Tally = {
  profileId: "p",
  day: "2026-03-01",
  counts: { web: 2, scan: 1 },
  viewers: { level: 1, digests: new Set(["BAAAAA"]) },
};
const Key = { pk: "VIEWS#p", sk: "2026-03-01#4" };

/** A condition that did not hold, for an item that is there or not. */
function refused(item?: object): Error {
  return new ConditionalCheckFailedException({
    message: "refused",
    $metadata: {},
    ...(item && { Item: marshall(item) }),
  });
}

beforeEach(() => {
  for (const call of [updateItem, query, transact]) call.mockReset();
  transact.mockResolvedValue(new Map());
});

test("a day that has begun is one plain write", async () => {
  updateItem.mockResolvedValue({ web: 7, level: 2, viewers: new Set(["BAAAAA"]) });
  expect(await addTally(tally, 4)).toBe(2);
  expect(updateItem).toHaveBeenCalledExactlyOnceWith({
    Key,
    UpdateExpression: "SET #level = #level ADD #web :web, #scan :scan, viewers :viewers",
    ConditionExpression: "#level >= :level",
    ExpressionAttributeNames: { "#level": "level", "#web": "web", "#scan": "scan" },
    ExpressionAttributeValues: {
      ":level": 1,
      ":web": 2,
      ":scan": 1,
      ":viewers": new Set(["BAAAAA"]),
    },
    ReturnValues: "UPDATED_NEW",
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  });
  expect(transact).not.toHaveBeenCalled();
});

describe("the first of a day", () => {
  beforeEach(() => updateItem.mockRejectedValueOnce(refused()));

  test("is begun in a transaction that asks whether the profile is public", async () => {
    expect(await addTally(tally, 4)).toBe(1);
    const [update, check] = transact.mock.calls[0]?.[0] ?? [];
    expect(update.write.Update).toMatchObject({
      Key,
      ConditionExpression: "attribute_not_exists(pk)",
      ExpressionAttributeValues: { ":expiresAt": Date.parse("2027-04-01") / 1_000, ":level": 1 },
    });
    expect(check.write.ConditionCheck).toMatchObject({
      Key: { pk: "PROFILE#p", sk: "CARD" },
      ConditionExpression: "#state = :public",
    });
  });

  test("of a profile that is hidden or gone is not counted", async () => {
    transact.mockResolvedValue(new Map([["card", undefined]]));
    expect(await addTally(tally, 4)).toBeUndefined();
  });

  test("that another begins at the same moment is added to", async () => {
    transact.mockResolvedValue(new Map([["tally", {}]]));
    updateItem.mockResolvedValueOnce({ level: 1 });
    expect(await addTally(tally, 4)).toBe(1);
    expect(updateItem).toHaveBeenCalledTimes(2);
  });
});

describe("the level", () => {
  test("of a coarser sample is made the item's before it is added", async () => {
    const stored = { ...Key, level: 0, viewers: new Set(["_AAAAA", "CAAAAA"]) };
    updateItem.mockRejectedValueOnce(refused(stored)).mockResolvedValueOnce({});
    updateItem.mockResolvedValueOnce({ level: 1 });
    expect(await addTally(tally, 4)).toBe(1);
    expect(updateItem.mock.calls[1]?.[0]).toEqual({
      Key,
      UpdateExpression: "SET #level = :level DELETE viewers :dropped",
      ConditionExpression: "#level <= :level",
      ExpressionAttributeNames: { "#level": "level" },
      ExpressionAttributeValues: { ":level": 1, ":dropped": new Set(["_AAAAA"]) },
    });
  });

  test("rises when the sample has no room left; who rises further meanwhile wins", async () => {
    const viewers = new Set(seededDigests(257, 5));
    updateItem.mockResolvedValueOnce({ level: 0, viewers }).mockRejectedValueOnce(refused({}));
    expect(await addTally(tally, 4)).toBe(1);
    const { ExpressionAttributeValues } = updateItem.mock.calls[1]?.[0] ?? {};
    expect(ExpressionAttributeValues[":level"]).toBe(1);
    expect(ExpressionAttributeValues[":dropped"].size).toBeGreaterThan(100);
  });
});

test("a write that fails otherwise, or a day that changes all the time, is told", async () => {
  updateItem.mockRejectedValueOnce(new Error("throttled"));
  await expect(addTally(tally, 4)).rejects.toThrow("throttled");
  updateItem.mockRejectedValue(refused());
  transact.mockResolvedValue(new Map([["tally", {}]]));
  await expect(addTally(tally, 4)).rejects.toThrow("all the time");
});

test("days are read page by page, with what others left in them", async () => {
  const item = { pk: "VIEWS#p", sk: "2026-03-01#4", web: 2, save: 1, level: 1, expiresAt: 1 };
  query.mockResolvedValueOnce({ items: [{ ...item, viewers: new Set(["BAAAAA"]) }], next: Key });
  query.mockResolvedValueOnce({ items: [{ ...item, sk: "2026-03-02#0" }], next: undefined });
  expect(await findTallies("p", "2026-03-01", "2026-03-02")).toEqual([
    {
      profileId: "p",
      day: "2026-03-01",
      counts: { web: 2, save: 1 },
      viewers: { level: 1, digests: new Set(["BAAAAA"]) },
    },
    {
      profileId: "p",
      day: "2026-03-02",
      counts: { web: 2, save: 1 },
      viewers: { level: 1, digests: new Set() },
    },
  ]);
  expect(query.mock.calls[1]?.[0]).toMatchObject({
    ExpressionAttributeValues: { ":pk": "VIEWS#p", ":from": "2026-03-01", ":to": "2026-03-02~" },
    ExclusiveStartKey: Key,
  });
});
