import {
  type AttributeValue,
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  type DeleteItemCommandInput,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteItemsCommand,
  type TransactWriteItemsCommandInput,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { settings } from "../settings.ts";
import { client } from "./dynamodb-client.ts";
import type { Key } from "./keys.ts";
import { SCHEMA_VERSION } from "./schema-version.ts";

/*
 * The operations of the one table, with plain values for items as the SDK's document client has
 * them. That one takes no client that keeps a call's steps; ADR 12 says what they cost.
 */

/** An item, or part of one, as plain values. */
export type Item = Record<string, unknown>;

/** Fields of requests that hold items. */
const ITEM_FIELDS = ["Key", "Item", "ExpressionAttributeValues", "ExclusiveStartKey"] as const;
type ItemField = (typeof ITEM_FIELDS)[number];

/** A request of DynamoDB with plain values, and without the table's name. */
export type Plain<Request> = {
  readonly [F in keyof Request as F extends "TableName" ? never : F]: F extends ItemField
    ? Item | Extract<Request[F], undefined>
    : Request[F];
};

const TableName = settings.tableName;

/** 1 consistent read. */
export async function getItem(key: Key): Promise<Item | undefined> {
  const request = { TableName, Key: attributes(key), ConsistentRead: true };
  return itemOf((await client.send(new GetItemCommand(request))).Item);
}

/** What was found, and the keys that the table had no capacity for. */
export interface Batch {
  readonly items: readonly Item[];
  readonly unprocessed: readonly Key[];
}

/** 1 consistent batch of at most 100 items. */
export async function batchGetItem(keys: readonly Key[]): Promise<Batch> {
  const request = { Keys: keys.map(attributes), ConsistentRead: true };
  const { Responses, UnprocessedKeys } = await client.send(
    new BatchGetItemCommand({ RequestItems: { [TableName]: request } }),
  );
  return {
    items: (Responses?.[TableName] ?? []).map((item) => unmarshall(item)),
    unprocessed: (UnprocessedKeys?.[TableName]?.Keys ?? []).map((key) => unmarshall(key) as Key),
  };
}

/** At most 1 MB of what a Query finds. */
export interface Page {
  readonly items: readonly Item[];
  /** Where the next page starts; undefined after the last one. */
  readonly next: Item | undefined;
}

/** 1 Query, a consistent one unless the input says otherwise. */
export async function query(input: Plain<QueryCommandInput>): Promise<Page> {
  const request: QueryCommandInput = onTable({ ConsistentRead: true, ...input });
  const { Items = [], LastEvaluatedKey } = await client.send(new QueryCommand(request));
  return { items: Items.map((item) => unmarshall(item)), next: itemOf(LastEvaluatedKey) };
}

/** 1 write; the item says which schema version it has. @throws ConditionalCheckFailedException */
export async function putItem(input: Plain<PutItemCommandInput>): Promise<void> {
  await client.send(new PutItemCommand(onTable(input)));
}

/**
 * 1 write.
 * @returns what `ReturnValues` asks for
 * @throws ConditionalCheckFailedException
 */
export async function updateItem(input: Plain<UpdateItemCommandInput>): Promise<Item> {
  const { Attributes } = await client.send(new UpdateItemCommand(onTable(input)));
  return itemOf(Attributes) ?? {};
}

/** 1 write. @throws ConditionalCheckFailedException */
export async function deleteItem(input: Plain<DeleteItemCommandInput>): Promise<void> {
  await client.send(new DeleteItemCommand(onTable(input)));
}

/** 1 write for each of at most 25 keys. @returns false when some had to be left */
export async function batchDeleteItem(keys: readonly Key[]): Promise<boolean> {
  const requests = keys.map(({ pk, sk }) => ({ DeleteRequest: { Key: attributes({ pk, sk }) } }));
  const { UnprocessedItems } = await client.send(
    new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } }),
  );
  return Object.keys(UnprocessedItems ?? {}).length === 0;
}

/** One write of a transaction. */
export type Write = {
  readonly [K in "Put" | "Update" | "Delete" | "ConditionCheck"]?: Plain<NonNullable<Action[K]>>;
};
type Action = NonNullable<TransactWriteItemsCommandInput["TransactItems"]>[number];

/**
 * All writes or none; each takes twice the units it would take alone.
 * @param token under which DynamoDB knows the same request again, for 10 minutes
 * @throws TransactionCanceledException with the reason for each write; for a condition that does not
 * hold, also the item as it was
 */
export async function transactWriteItems(token: string, writes: readonly Write[]): Promise<void> {
  const TransactItems = writes.map((write) => {
    const [[kind, parameters]] = Object.entries(write) as [[string, object]];
    return {
      [kind]: onTable({ ...parameters, ReturnValuesOnConditionCheckFailure: "ALL_OLD" }),
    } as Action;
  });
  const request = { ClientRequestToken: token, TransactItems };
  await client.send(new TransactWriteItemsCommand(request));
}

function onTable<Request>(input: Plain<Request>): Request {
  const request: Record<string, unknown> = { ...input, TableName };
  for (const field of ITEM_FIELDS) {
    const item = request[field] as Item | undefined;
    if (item) request[field] = attributes(field === "Item" ? stamped(item) : item);
  }
  return request as Request;
}

/** An item as it is put, with the form it is in: said here, so that none is put without. */
function stamped(item: Item): Item {
  return { ...item, schemaVersion: SCHEMA_VERSION };
}

/** Fields that are undefined are left out. */
function attributes(item: Item): Record<string, AttributeValue> {
  return marshall(item, { removeUndefinedValues: true });
}

function itemOf(found: Record<string, AttributeValue> | undefined): Item | undefined {
  return found && unmarshall(found);
}
