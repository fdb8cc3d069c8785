import { isPlainLine } from "../text.ts";
import { LIMITS } from "./limits.ts";

/** How a platform's addresses carry the user's name. */
interface Addresses {
  /** Domains of the platform, which may have subdomains; left out when it has no domain of its own. */
  readonly domains?: readonly string[];
  /** The part of the path that is the name. */
  readonly path: RegExp;
}

const FIRST = /^\/([^/]+)/;
const AT = /^\/@([^/]+)/;

/**
 * The first part of the path, unless it is a word that stands for something else there. People put
 * an `@` before the name where the platform has none, and it leads to the same page.
 */
function firstBut(...words: readonly string[]): RegExp {
  return new RegExp(`^/(?!(?:${words.join("|")})(?:/|$))@?([^/]+)`);
}

const ADDRESSES: Readonly<Record<string, Addresses>> = {
  linkedin: { domains: ["linkedin.com"], path: /^\/(?:in|company|school)\/([^/]+)/ },
  github: { domains: ["github.com"], path: firstBut("orgs", "topics", "sponsors", "search") },
  gitlab: { domains: ["gitlab.com"], path: firstBut("groups", "explore", "search") },
  x: {
    domains: ["x.com", "twitter.com"],
    path: firstBut("home", "i", "search", "intent", "hashtag", "share"),
  },
  instagram: {
    domains: ["instagram.com"],
    // Its app shares addresses with `_u` before the name.
    path: /^\/(?!(?:p|reels?|stories|explore|tv)(?:\/|$))(?:_u\/)?@?([^/]+)/,
  },
  facebook: {
    domains: ["facebook.com", "fb.com"],
    path: firstBut("profile\\.php", "groups", "pages", "people", "watch", "events", "share"),
  },
  threads: { domains: ["threads.net", "threads.com"], path: AT },
  bluesky: { domains: ["bsky.app"], path: /^\/profile\/([^/]+)/ },
  mastodon: { path: AT },
  youtube: { domains: ["youtube.com"], path: /^\/(?:@|c\/|user\/)([^/]+)/ },
  tiktok: { domains: ["tiktok.com"], path: AT },
  twitch: { domains: ["twitch.tv"], path: firstBut("directory", "videos") },
  medium: { domains: ["medium.com"], path: AT },
  dribbble: { domains: ["dribbble.com"], path: firstBut("shots", "tags") },
  behance: { domains: ["behance.net"], path: firstBut("gallery", "search") },
  pinterest: { domains: ["pinterest.com"], path: firstBut("pin", "search", "ideas") },
  telegram: { domains: ["t.me", "telegram.me"], path: firstBut("s", "joinchat", "c") },
  calendly: { domains: ["calendly.com"], path: FIRST },
};

/** The user's name as the link's address shows it, or `""` where the platform does not allow it. */
export function usernameOf(link: { readonly platform: string; readonly url: string }): string {
  const { hostname, pathname } = new URL(link.url);
  const addresses = ADDRESSES[link.platform];
  if (!addresses || !isWithin(hostname, addresses.domains)) return "";
  const found = addresses.path.exec(pathname)?.[1];
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

/** The platform whose domain a host is in; undefined for one of none. */
export function platformAt(hostname: string): string | undefined {
  const all = Object.entries(ADDRESSES);
  return all.find(([, { domains }]) => domains && isWithin(hostname, domains))?.[0];
}

function isWithin(hostname: string, domains: readonly string[] | undefined): boolean {
  if (!domains) return true;
  return domains.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`));
}
