import { LIMITS } from "../limits.ts";
import { defineSection, type EntryOf } from "./define-section.ts";
import { choice, webUrl } from "./entry-fields.ts";

/** Where a link may lead; `website` and `other` are for all that is not listed. */
export const PLATFORMS = [
  "linkedin",
  "github",
  "gitlab",
  "x",
  "instagram",
  "facebook",
  "threads",
  "bluesky",
  "mastodon",
  "youtube",
  "tiktok",
  "twitch",
  "medium",
  "substack",
  "stackoverflow",
  "dribbble",
  "behance",
  "pinterest",
  "whatsapp",
  "telegram",
  "calendly",
  "website",
  "other",
] as const;

/** A page of the person elsewhere. */
export const socialLinks = defineSection({
  schemaName: "SocialLink",
  tag: "LINK",
  fields: {
    platform: choice(PLATFORMS),
    url: webUrl,
    username: { kind: "text", isRequired: false, max: LIMITS.username },
  },
  view({ id, platform, url, username, displayOrder }) {
    return { id, platform, url, username, displayOrder };
  },
});

/** A link to a page about the person elsewhere. */
export type SocialLink = EntryOf<typeof socialLinks>;
