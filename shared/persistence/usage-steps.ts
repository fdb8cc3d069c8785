import { counterExpiry } from "../model/daily-limits.ts";
import { type Key, usageKey } from "./keys.ts";
import { SCHEMA_VERSION } from "./schema-version.ts";

/** The write that counts one more of something in a UTC day or hour, unless the limit is reached. */
export function countUpdate(owner: string, counter: string, period: string, limit: number) {
  return countUpdateAt(usageKey(owner, period, counter), period, limit);
}

/** The same for a counter that is not an account's. */
export function countUpdateAt(key: Key, period: string, limit: number) {
  return {
    Key: key,
    UpdateExpression: "ADD requests :one SET expiresAt = :expiresAt, schemaVersion = :schema",
    ConditionExpression: "attribute_not_exists(requests) OR requests < :limit",
    ExpressionAttributeValues: {
      ":one": 1,
      ":limit": limit,
      ":expiresAt": counterExpiry(period),
      ":schema": SCHEMA_VERSION,
    },
  };
}
