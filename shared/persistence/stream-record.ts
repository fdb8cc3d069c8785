import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import type { Leftover } from "../domain/profile/finish-removal.ts";
import { PARTITION, parseProfileSort } from "./keys.ts";

/**
 * What a change of the table leaves to be tidied: the entries and photos of a profile whose card
 * became a tombstone, or the photo that a profile's new one replaced.
 */
export function leftoverOf(record: DynamoDBRecord): Leftover | undefined {
  const image = record.dynamodb?.NewImage;
  if (!image) return undefined;
  const item = unmarshall(image as Record<string, AttributeValue>);
  if (item.sk === "CARD" && item.state === "removed") {
    const profileId = String(item.pk).slice(PARTITION.card.length);
    return { kind: "profile", owner: item.owner, profileId };
  }
  const profileId = parseProfileSort(String(item.sk))?.profileId;
  return profileId && typeof item.replacedPhoto === "string"
    ? { kind: "photo", profileId, photoId: item.replacedPhoto }
    : undefined;
}
