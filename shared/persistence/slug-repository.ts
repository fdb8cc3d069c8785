import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { slugKey } from "./keys.ts";
import { TableName, table } from "./table.ts";

/**
 * The id of the profile a slug leads to: the one that holds it, or the one that gave it up as long
 * as nobody else may claim it. 1 consistent read.
 * @param now ISO 8601
 */
export async function findSlugProfile(slug: string, now: string): Promise<string | undefined> {
  const { Item } = await table.send(
    new GetCommand({ TableName, Key: slugKey(slug), ConsistentRead: true }),
  );
  if (!Item || (Item.releasedUntil && Item.releasedUntil < now)) return undefined;
  return Item.profileId as string;
}
