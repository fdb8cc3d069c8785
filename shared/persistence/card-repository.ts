import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import type { ProfileCard } from "../model/profile/profile-card.ts";
import { getItems } from "./get-items.ts";
import { cardKey, PARTITION } from "./keys.ts";
import { getItem, updateItem } from "./table.ts";

/** The card of anybody's profile. 1 consistent read. */
export async function findCard(profileId: string): Promise<ProfileCard | undefined> {
  return (await getItem(cardKey(profileId))) as ProfileCard | undefined;
}

/** The cards of at most 100 profiles, by profile id: 1 consistent batch, unless it is cut short. */
export async function findCards(
  profileIds: readonly string[],
): Promise<ReadonlyMap<string, ProfileCard>> {
  const items = await getItems(profileIds.map(cardKey));
  return new Map(
    items.map((item) => [
      String(item.pk).slice(PARTITION.card.length),
      item as unknown as ProfileCard,
    ]),
  );
}

/**
 * Says on a public card that leaves it open whether its profile is in the directory. 1 write.
 * @returns false when the card was written meanwhile
 */
export async function noteDiscoverable(profileId: string, discoverable: boolean): Promise<boolean> {
  try {
    await updateItem({
      Key: cardKey(profileId),
      UpdateExpression: "SET discoverable = :discoverable",
      ConditionExpression: "#state = :public AND attribute_not_exists(discoverable)",
      ExpressionAttributeNames: { "#state": "state" },
      ExpressionAttributeValues: { ":discoverable": discoverable, ":public": "public" },
    });
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
