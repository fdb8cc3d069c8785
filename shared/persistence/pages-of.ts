import type { QueryCommandInput } from "@aws-sdk/client-dynamodb";
import { type Item, type Plain, query } from "./table.ts";

/** The pages of a Query, one after another: 1 Query each, when its turn comes. */
export async function* pagesOf(range: Plain<QueryCommandInput>): AsyncGenerator<readonly Item[]> {
  let start: Item | undefined;
  do {
    const page = await query({ ...range, ExclusiveStartKey: start });
    yield page.items;
    start = page.next;
  } while (start);
}

/** The condition of a Query for all items of a partition. */
export function wholePartition(pk: string) {
  return { KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": pk } };
}
