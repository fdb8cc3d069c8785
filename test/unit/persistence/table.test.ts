import { marshall } from "@aws-sdk/util-dynamodb";
import { beforeEach, describe, expect, test, vi } from "vitest";
import {
  batchDeleteItem,
  batchGetItem,
  deleteItem,
  getItem,
  putItem,
  query,
  transactWriteItems,
  updateItem,
} from "../../../shared/persistence/table.ts";

const send = vi.hoisted(() => vi.fn());
vi.mock("../../../shared/persistence/dynamodb-client.ts", () => ({ client: { send } }));
vi.mock("../../../shared/settings.ts", () => ({ settings: { tableName: "profiles" } }));

const key = { pk: "a", sk: "b" };
const attributes = { pk: { S: "a" }, sk: { S: "b" } };
const request = () => send.mock.calls[0]?.[0].input;
beforeEach(() => {
  send.mockReset().mockResolvedValue({});
});

describe("reads are consistent", () => {
  test("of one item", async () => {
    send.mockResolvedValue({ Item: marshall({ ...key, ids: new Set(["x"]), none: null }) });
    expect(await getItem(key)).toEqual({ ...key, ids: new Set(["x"]), none: null });
    expect(request()).toEqual({ TableName: "profiles", Key: attributes, ConsistentRead: true });
  });

  test("of one that is not there", async () => {
    expect(await getItem(key)).toBeUndefined();
  });

  test("of a page", async () => {
    send.mockResolvedValue({ Items: [marshall({ n: 1 })], LastEvaluatedKey: attributes });
    const range = { KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": "a" } };
    expect(await query({ ...range, ExclusiveStartKey: key })).toEqual({
      items: [{ n: 1 }],
      next: key,
    });
    expect(request()).toEqual({
      TableName: "profiles",
      ConsistentRead: true,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": { S: "a" } },
      ExclusiveStartKey: attributes,
    });
  });

  test("of an empty last page", async () => {
    send.mockResolvedValue({ Items: [] });
    expect(await query({ ExclusiveStartKey: undefined })).toEqual({ items: [], next: undefined });
  });

  test("of a batch, which says what it left", async () => {
    send.mockResolvedValue({
      Responses: { profiles: [marshall({ n: 1 })] },
      UnprocessedKeys: { profiles: { Keys: [attributes] } },
    });
    expect(await batchGetItem([key])).toEqual({ items: [{ n: 1 }], unprocessed: [key] });
    expect(request()).toEqual({
      RequestItems: { profiles: { Keys: [attributes], ConsistentRead: true } },
    });
  });
});

describe("writes", () => {
  test("leave undefined fields out, at any depth", async () => {
    await putItem({ Item: { ...key, none: undefined, map: { none: undefined, empty: "" } } });
    expect(request()).toEqual({
      TableName: "profiles",
      Item: { ...attributes, map: { M: { empty: { S: "" } } }, schemaVersion: { N: "2" } },
    });
  });

  test("answer with what was asked for", async () => {
    const Key = key;
    send.mockResolvedValue({ Attributes: marshall({ requests: 3 }) });
    expect(await updateItem({ Key, ReturnValues: "UPDATED_NEW" })).toEqual({ requests: 3 });
    send.mockResolvedValue({});
    expect(await updateItem({ Key })).toEqual({});
  });

  test("can be deletions", async () => {
    await deleteItem({ Key: key });
    expect(request()).toEqual({ TableName: "profiles", Key: attributes });
  });

  test("in a batch say whether all were made", async () => {
    expect(await batchDeleteItem([key])).toBe(true);
    const requests = [{ DeleteRequest: { Key: attributes } }];
    expect(request()).toEqual({ RequestItems: { profiles: requests } });
    send.mockResolvedValue({ UnprocessedItems: { profiles: requests } });
    expect(await batchDeleteItem([key])).toBe(false);
  });

  test("in a transaction ask for the item a condition fails on", async () => {
    await transactWriteItems("token", [{ Put: { Item: key } }, { Delete: { Key: key } }]);
    const common = { TableName: "profiles", ReturnValuesOnConditionCheckFailure: "ALL_OLD" };
    expect(request()).toEqual({
      ClientRequestToken: "token",
      TransactItems: [
        { Put: { Item: { ...attributes, schemaVersion: { N: "2" } }, ...common } },
        { Delete: { Key: attributes, ...common } },
      ],
    });
  });
});
