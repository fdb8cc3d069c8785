import { createHash } from "node:crypto";
import { issuerKeysKey } from "./keys.ts";
import { getItem, putItem } from "./table.ts";

/** An issuer's key set as it was read. */
export interface StoredKeys {
  /** JSON of the key set. */
  readonly keys: string;
  /** When the issuer was asked for it, in milliseconds. */
  readonly readAt: number;
}

/** 1 consistent read. */
export async function findStoredKeys(issuer: string): Promise<StoredKeys | undefined> {
  return (await getItem(keyOf(issuer))) as StoredKeys | undefined;
}

/**
 * 1 write. Of two at the same time the set that was read later stays.
 * @param expiresAt Unix seconds after which the table may drop it
 */
export async function storeKeys(
  issuer: string,
  { keys, readAt }: StoredKeys,
  expiresAt: number,
): Promise<void> {
  try {
    await putItem({
      Item: { ...keyOf(issuer), issuer, keys, readAt, expiresAt },
      ConditionExpression: "attribute_not_exists(pk) OR readAt < :readAt",
      ExpressionAttributeValues: { ":readAt": readAt },
    });
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "ConditionalCheckFailedException") throw error;
  }
}

function keyOf(issuer: string) {
  return issuerKeysKey(createHash("sha256").update(issuer).digest("hex"));
}
