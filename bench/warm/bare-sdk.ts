import {
  BatchGetItemCommand,
  DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand as QueryDocuments,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";

const client = new DynamoDBClient({ maxAttempts: 1 });
const documents = DynamoDBDocumentClient.from(client);

type Send = (input: never) => Promise<unknown>;

const VIA_CLIENT = {
  BatchGetItem: (input) => client.send(new BatchGetItemCommand(input)),
  GetItem: (input) => client.send(new GetItemCommand(input)),
  Query: (input) => client.send(new QueryCommand(input)),
  TransactWriteItems: (input) => client.send(new TransactWriteItemsCommand(input)),
  UpdateItem: (input) => client.send(new UpdateItemCommand(input)),
} satisfies Record<string, Send>;

type Operation = keyof typeof VIA_CLIENT;

const VIA_DOCUMENTS: Readonly<Record<Operation, Send>> = {
  BatchGetItem: (input) => documents.send(new BatchGetCommand(input)),
  GetItem: (input) => documents.send(new GetCommand(input)),
  Query: (input) => documents.send(new QueryDocuments(input)),
  TransactWriteItems: (input) => documents.send(new TransactWriteCommand(input)),
  UpdateItem: (input) => documents.send(new UpdateCommand(input)),
};

/** A call of a function to the table. */
export interface TableCall {
  readonly operation: Operation;
  /** DynamoDB's JSON, or plain values for the document client. */
  readonly input: never;
  /** Places of the calls it waits for. */
  readonly after: readonly number[];
}

/** Makes the calls in the order and side by side as the function does, and nothing of its own. */
export async function viaClient({ calls }: { readonly calls: readonly TableCall[] }) {
  await inOrder(calls, ({ operation, input }) => VIA_CLIENT[operation](input));
}

/** The same with plain values, as the functions have them. */
export async function viaDocuments({ calls }: { readonly calls: readonly TableCall[] }) {
  await inOrder(calls, ({ operation, input }) => VIA_DOCUMENTS[operation](input));
}

async function inOrder(
  calls: readonly TableCall[],
  send: (call: TableCall) => Promise<unknown>,
): Promise<void> {
  const started: Promise<unknown>[] = [];
  for (const call of calls) {
    const before = call.after.map((place) => started[place]);
    started.push(before.length > 0 ? Promise.all(before).then(() => send(call)) : send(call));
  }
  await Promise.all(started);
}

/** What holds attribute values, wherever it is in a request. */
const MAPS = ["Key", "Item", "ExpressionAttributeValues", "ExclusiveStartKey"];

/** Turns DynamoDB's JSON into plain values; is not timed. */
export function toPlainValues(request: unknown): unknown {
  if (Array.isArray(request)) return request.map(toPlainValues);
  if (typeof request !== "object" || request === null) return request;
  const entries = Object.entries(request).map(([name, value]) => {
    if (MAPS.includes(name)) return [name, unmarshall(value)];
    if (name === "Keys") return [name, value.map((key: never) => unmarshall(key))];
    return [name, toPlainValues(value)];
  });
  return Object.fromEntries(entries);
}
