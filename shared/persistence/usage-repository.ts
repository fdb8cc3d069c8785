import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { usageKey } from "./keys.ts";
import { TableName, table } from "./table.ts";

/** Two days after its own the counter is of no use to anybody. */
const KEPT_SECONDS = 3 * 86_400;

/**
 * Counts one more request of a UTC day, unless the limit is reached: 1 write.
 * @returns the count with this request, or undefined when there was no room for it
 */
export async function countRequest(
  owner: string,
  counter: string,
  day: string,
  limit: number,
): Promise<number | undefined> {
  try {
    const { Attributes } = await table.send(
      new UpdateCommand({
        TableName,
        Key: usageKey(owner, day, counter),
        UpdateExpression: "ADD requests :one SET expiresAt = :expiresAt",
        ConditionExpression: "attribute_not_exists(requests) OR requests < :limit",
        ExpressionAttributeValues: {
          ":one": 1,
          ":limit": limit,
          ":expiresAt": Date.parse(day) / 1_000 + KEPT_SECONDS,
        },
        ReturnValues: "UPDATED_NEW",
      }),
    );
    return Number(Attributes?.requests);
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}
