import { ScanCommand, type ScanCommandInput } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { settings } from "../settings.ts";
import { client } from "./dynamodb-client.ts";
import type { Key } from "./keys.ts";
import type { Item } from "./table.ts";

/** One of several parts of the table that are read side by side. */
export interface Segment {
  readonly number: number;
  readonly of: number;
}

/** Those items of a page of the table that a filter lets through, and where the next page starts. */
export interface ScanPage {
  readonly keys: readonly Key[];
  readonly next: Item | undefined;
}

/** A page of items, or of what is asked for of them. */
export interface ItemPage {
  readonly items: readonly Item[];
  readonly next: Item | undefined;
}

type Filter = Pick<ScanCommandInput, "FilterExpression" | "ExpressionAttributeNames"> & {
  readonly ExpressionAttributeValues: Item;
};

/** What a scan lets through, and what it gives of that. */
type Selection = Filter & Pick<ScanCommandInput, "ProjectionExpression">;

/**
 * The same of whole items, as they were a moment ago. 1 Scan of 1 MB of items, 128 units.
 */
export async function scanItems(
  { number, of }: Segment,
  start: Item | undefined,
  selection: Selection,
): Promise<ItemPage> {
  const { Items = [], LastEvaluatedKey } = await client.send(
    new ScanCommand({
      ...selection,
      TableName: settings.tableName,
      ExpressionAttributeValues: marshall(selection.ExpressionAttributeValues),
      Segment: number,
      TotalSegments: of,
      ExclusiveStartKey: start && marshall(start),
    }),
  );
  return {
    items: Items.map((item) => unmarshall(item)),
    next: LastEvaluatedKey && unmarshall(LastEvaluatedKey),
  };
}

/**
 * The whole table, page by page: for an operator's commands, never for a function. 1 consistent Scan
 * of 1 MB of items, 256 units, whatever the filter lets through.
 */
export async function scanKeys(
  { number, of }: Segment,
  filter: Filter,
  start: Item | undefined,
): Promise<ScanPage> {
  const { Items = [], LastEvaluatedKey } = await client.send(
    new ScanCommand({
      ...filter,
      TableName: settings.tableName,
      ConsistentRead: true,
      ProjectionExpression: "pk, sk",
      ExpressionAttributeValues: marshall(filter.ExpressionAttributeValues),
      Segment: number,
      TotalSegments: of,
      ExclusiveStartKey: start && marshall(start),
    }),
  );
  return {
    keys: Items.map((item) => unmarshall(item) as Key),
    next: LastEvaluatedKey && unmarshall(LastEvaluatedKey),
  };
}
