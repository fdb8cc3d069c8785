import { getItem } from "./get-items.ts";
import { slugKey } from "./keys.ts";

/**
 * The id of the profile a slug leads to: the one that holds it, or the one that gave it up as long
 * as nobody else may claim it. 1 consistent read.
 * @param now ISO 8601
 */
export async function findSlugProfile(slug: string, now: string): Promise<string | undefined> {
  const item = await getItem(slugKey(slug));
  if (!item || (item.releasedUntil && (item.releasedUntil as string) < now)) return undefined;
  return item.profileId as string;
}
