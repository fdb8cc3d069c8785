import { LIMITS } from "./limits.ts";

/** "Title at Company", or "Title" alone, unless the owner has set a text. */
export function headlineOf(profile: {
  readonly customHeadline: string;
  readonly title: string;
  readonly company: string;
}): string {
  if (profile.customHeadline) return profile.customHeadline;
  const generated = profile.company ? `${profile.title} at ${profile.company}` : profile.title;
  if (generated.length <= LIMITS.headline) return generated;
  const characters = [...generated];
  if (characters.length <= LIMITS.headline) return generated;
  return `${characters
    .slice(0, LIMITS.headline - 1)
    .join("")
    .trimEnd()}…`;
}
