import { randomBytes } from "node:crypto";
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { endOfDay } from "../model/utc-day.ts";
import { viewKeyKey } from "./keys.ts";
import { getItem, putItem } from "./table.ts";

const KEY_BYTES = 32;
/** A late count still finds it; then nobody can tell any more whose a digest is. */
const KEPT_AFTER_DAY = 86_400;

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
      Item: { ...viewKeyKey(day), secret, expiresAt: endOfDay(day) + KEPT_AFTER_DAY },
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
