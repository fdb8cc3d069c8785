import { slugKey } from "./keys.ts";
import type { Slug } from "./slug-steps.ts";
import { getItem } from "./table.ts";

/**
 * The ids of the profiles a slug may lead to, in this order: the one that holds it, and the one
 * that people last saw under it, as long as it is reserved. 1 consistent read.
 * @param now milliseconds since the epoch
 */
export async function findSlugProfiles(slug: string, now: number): Promise<readonly string[]> {
  const item = (await getItem(slugKey(slug))) as Slug | undefined;
  const { profileId, formerId, reservedUntil = 0 } = item ?? {};
  return [profileId, reservedUntil * 1_000 > now ? formerId : undefined].filter(
    (id) => id !== undefined,
  );
}
