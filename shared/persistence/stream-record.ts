import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import type { Leftover } from "../model/profile/leftover.ts";
import { PARTITION } from "./keys.ts";
import { toLeftover } from "./pending-removal.ts";

/** What a change of the table put on record as to be removed; undefined for any other change. */
export function leftoverOf(record: DynamoDBRecord): Leftover | undefined {
  const image = record.dynamodb?.NewImage;
  if (!image) return undefined;
  const item = unmarshall(image as Record<string, AttributeValue>);
  return String(item.pk).startsWith(PARTITION.removal) ? toLeftover(item) : undefined;
}
