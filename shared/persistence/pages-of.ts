import type { QueryCommandInput } from "@aws-sdk/client-dynamodb";
import { type Item, type Plain, query } from "./table.ts";

/** The items of a range, page by page: 1 consistent Query for each 1 MB. */
export async function* pagesOf(
  range: Plain<QueryCommandInput>,
): AsyncGenerator<readonly Item[], void> {
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
