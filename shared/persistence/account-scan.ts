import { accountKey, PARTITION } from "./keys.ts";
import type { Item } from "./table.ts";
import { type Segment, scanItems } from "./table-scan.ts";

/**
 * Every account of a part of the table: for an operator's commands, never for a function. 1 Scan of 1
 * MB of items, 128 units, whatever is found.
 */
export async function* scanAccounts(segment: Segment): AsyncGenerator<string> {
  let start: Item | undefined;
  do {
    const page = await scanItems(segment, start, {
      FilterExpression: "begins_with(pk, :user) AND sk = :account",
      ExpressionAttributeValues: { ":user": PARTITION.user, ":account": accountKey("").sk },
      ProjectionExpression: "pk",
    });
    for (const { pk } of page.items) yield String(pk).slice(PARTITION.user.length);
    start = page.next;
  } while (start);
}
