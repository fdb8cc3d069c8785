import { GetItemCommand, type GetItemOutput } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { settings } from "../settings.ts";
import { connectToTable, rehearse } from "./dynamodb-client.ts";

/** Longest that loading waits for the connection, in milliseconds. */
const LONGEST = 1_000;

const ANSWER = Buffer.from('{"Item":{"pk":{"S":"-"},"n":{"N":"1"}}}');

/**
 * Does while a function loads what its first call of the table would do. Loading runs at full speed,
 * a call at the function's share of a core; docs/adr/0038-getting-ready.md has the figures. Never
 * rejects: what fails here is tried again by the first call.
 */
export async function prepareTable(longest: number = LONGEST): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, longest);
  await Promise.race([late, Promise.allSettled([connectToTable(), rehearseRead()])]);
  clearTimeout(timer);
}

async function rehearseRead(): Promise<void> {
  const read = new GetItemCommand({ TableName: settings.tableName, Key: { pk: { S: "-" } } });
  const { Item = {} }: GetItemOutput = await rehearse(read, ANSWER);
  unmarshall(Item);
}
