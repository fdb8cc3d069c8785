import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { settings } from "../settings.ts";
import { client, connectToTable } from "./dynamodb-client.ts";

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
  await Promise.race([late, Promise.allSettled([connectToTable(), rehearse()])]);
  clearTimeout(timer);
}

/**
 * A read that is put together, signed and answered, but not sent. It is marked by a step of its own; with
 * options, be they empty, the client does not keep its steps for the calls to come.
 */
async function rehearse(): Promise<void> {
  const read = new GetItemCommand({ TableName: settings.tableName, Key: { pk: { S: "-" } } });
  read.middlewareStack.add(
    () => async () => ({ response: answered(), output: undefined as never }),
    {
      step: "deserialize",
      priority: "low",
      name: "rehearsal",
    },
  );
  const { Item = {} } = await client.send(read, {});
  unmarshall(Item);
}

function answered() {
  return { statusCode: 200, headers: {}, body: ANSWER };
}
