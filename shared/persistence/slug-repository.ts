import type { Slug } from "../model/profile/kept-slug.ts";
import { slugKey } from "./keys.ts";
import { getItem } from "./table.ts";

/** What is known of a slug; undefined for one that nobody has had. 1 consistent read. */
export async function findSlug(slug: string): Promise<Slug | undefined> {
  return (await getItem(slugKey(slug))) as Slug | undefined;
}
