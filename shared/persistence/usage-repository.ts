import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { updateItem } from "./table.ts";
import { countUpdate } from "./usage-steps.ts";

/**
 * Counts one more request of a UTC day or hour, unless the limit is reached: 1 write.
 * @returns the count with this request, or undefined when there was no room for it
 */
export async function countRequest(
  owner: string,
  counter: string,
  period: string,
  limit: number,
): Promise<number | undefined> {
  try {
    const { requests } = await updateItem({
      ...countUpdate(owner, counter, period, limit),
      ReturnValues: "UPDATED_NEW",
    });
    return Number(requests);
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}
