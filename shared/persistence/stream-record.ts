import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import { type DirectoryCard, isListedAlike } from "../model/directory/directory-words.ts";
import type { Leftover } from "../model/profile/leftover.ts";
import { PARTITION } from "./keys.ts";
import { EXPORT_ON_RECORD, ON_RECORD } from "./on-record.ts";
import { toLeftover } from "./pending-removal.ts";

/** What a change of the table put on record as to be done; undefined for any other change. */
export function leftoverOf(record: DynamoDBRecord): Leftover | undefined {
  const item = imageOf(record.dynamodb?.NewImage);
  const isOnRecord = [...ON_RECORD, EXPORT_ON_RECORD].some(
    ({ pk, sk }) => String(item?.pk).startsWith(pk) && String(item?.sk).startsWith(sk),
  );
  return item && isOnRecord ? toLeftover(item) : undefined;
}

/** The API key that was revoked; undefined for any other change. */
export function revokedKeyOf({ eventName, dynamodb }: DynamoDBRecord): string | undefined {
  const { pk } = imageOf(dynamodb?.Keys) ?? {};
  const isRevoked = eventName === "REMOVE" && String(pk).startsWith(PARTITION.apiKey);
  return isRevoked ? String(pk).slice(PARTITION.apiKey.length) : undefined;
}

/**
 * The profile of which a change of its card tells the directory something new; undefined for any
 * other change.
 */
export function changedProfile({ dynamodb }: DynamoDBRecord): string | undefined {
  const { pk, sk } = imageOf(dynamodb?.Keys) ?? {};
  if (!String(pk).startsWith(PARTITION.card) || sk !== "CARD") return undefined;
  const [before, after] = [imageOf(dynamodb?.OldImage), imageOf(dynamodb?.NewImage)];
  const isSame = isListedAlike(
    before as DirectoryCard | undefined,
    after as DirectoryCard | undefined,
  );
  return isSame ? undefined : String(pk).slice(PARTITION.card.length);
}

function imageOf(image: object | undefined) {
  return image && unmarshall(image as Record<string, AttributeValue>);
}
