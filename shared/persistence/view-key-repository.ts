import { randomBytes } from "node:crypto";
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DAY_MS, expiryOf } from "../model/expiry.ts";
import { viewKeyKey } from "./keys.ts";
import { getItem, putItem } from "./table.ts";

const KEY_BYTES = 32;
/** A late count still finds it on the next day; then nobody can tell any more whose a digest is. */
const KEPT_MS = 2 * DAY_MS;

/**
 * What the viewers of a UTC day are told apart by, random, and the same for all: 1 consistent read;
 * for the first of a day 1 write more.
 */
export async function findViewKey(day: string): Promise<Buffer> {
  return (await storedKey(day)) ?? (await keepNewKey(day));
}

async function storedKey(day: string): Promise<Buffer | undefined> {
  const secret = (await getItem(viewKeyKey(day)))?.secret;
  return secret === undefined ? undefined : Buffer.from(String(secret), "base64url");
}

async function keepNewKey(day: string): Promise<Buffer> {
  const key = randomBytes(KEY_BYTES);
  const secret = key.toString("base64url");
  try {
    await putItem({
      Item: { ...viewKeyKey(day), secret, expiresAt: expiryOf(day, KEPT_MS) },
      ConditionExpression: "attribute_not_exists(pk)",
    });
    return key;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const others = await storedKey(day);
    if (!others) throw error;
    return others;
  }
}
