import { counterExpiry } from "../model/daily-limits.ts";
import { usageKey } from "./keys.ts";
import { SCHEMA_VERSION } from "./schema-version.ts";

/** The write that counts one more of something in a UTC day or hour, unless the limit is reached. */
export function countUpdate(owner: string, counter: string, period: string, limit: number) {
  return {
    Key: usageKey(owner, period, counter),
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
