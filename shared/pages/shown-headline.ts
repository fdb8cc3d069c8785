import { headlineOf } from "../model/profile/headline.ts";
import type { Profile } from "../model/profile/profile.ts";

/**
 * A headline as a page shows it. The generated one has our English "at" in it, which is a foreign
 * word, and one of another direction, between a title and a company in another script.
 */
export function shownHeadline(profile: Pick<Profile, "customHeadline" | "title" | "company">) {
  const { customHeadline, title, company } = profile;
  const isOurs = customHeadline === "" && company !== "";
  return isOurs && !/\p{Script=Latin}/u.test(title) ? `${title} · ${company}` : headlineOf(profile);
}
