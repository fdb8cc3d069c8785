import { isPlainLine } from "../text.ts";
import { LIMITS } from "./limits.ts";

/** Path shapes under which a platform's address carries the user's name. */
const PATHS: Readonly<Record<string, RegExp>> = {
  linkedin: /^\/(?:in|company|school)\/([^/]+)/,
  github: /^\/([^/]+)/,
  gitlab: /^\/([^/]+)/,
  x: /^\/([^/]+)/,
  instagram: /^\/([^/]+)/,
  facebook: /^\/(?!profile\.php)([^/]+)/,
  threads: /^\/@([^/]+)/,
  bluesky: /^\/profile\/([^/]+)/,
  mastodon: /^\/@([^/]+)/,
  youtube: /^\/(?:@|c\/|user\/)([^/]+)/,
  tiktok: /^\/@([^/]+)/,
  twitch: /^\/([^/]+)/,
  medium: /^\/@([^/]+)/,
  dribbble: /^\/([^/]+)/,
  behance: /^\/([^/]+)/,
  pinterest: /^\/([^/]+)/,
  telegram: /^\/([^/]+)/,
  calendly: /^\/([^/]+)/,
};

/** The user's name as the link's address shows it, or `""` where the platform does not allow it. */
export function usernameOf(link: { readonly platform: string; readonly url: string }): string {
  const found = PATHS[link.platform]?.exec(new URL(link.url).pathname)?.[1];
  if (!found) return "";
  try {
    const name = decodeURIComponent(found).normalize("NFC").trim();
    // An address can spell out what no name may be written with.
    if (!isPlainLine(name)) return "";
    return [...name].slice(0, LIMITS.username).join("").trimEnd();
  } catch {
    return "";
  }
}
