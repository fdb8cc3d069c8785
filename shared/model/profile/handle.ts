import { latePattern } from "../late-pattern.ts";

/** Where the page of a user is, by platform: those whose address can be made of the name alone. */
const HOMES: Readonly<Record<string, string>> = {
  linkedin: "https://www.linkedin.com/in/",
  github: "https://github.com/",
  gitlab: "https://gitlab.com/",
  x: "https://x.com/",
  instagram: "https://www.instagram.com/",
  facebook: "https://www.facebook.com/",
  threads: "https://www.threads.net/@",
  bluesky: "https://bsky.app/profile/",
  youtube: "https://www.youtube.com/@",
  tiktok: "https://www.tiktok.com/@",
  twitch: "https://www.twitch.tv/",
  medium: "https://medium.com/@",
  dribbble: "https://dribbble.com/",
  behance: "https://www.behance.net/",
  pinterest: "https://www.pinterest.com/",
  telegram: "https://t.me/",
  calendly: "https://calendly.com/",
};

const handle = latePattern(String.raw`^@([\p{L}\p{N}_.-]{1,100})$`, "u");
/** A name on a server of its own, as Mastodon writes it. */
const WITH_SERVER = /^@([\w.-]{1,100})@([\w-]+(?:\.[\w-]+)+)$/;

/**
 * The address of a user's page, where one was written as `@jane` beside its platform.
 * @returns undefined for what is no such name, and for platforms whose address it does not tell
 */
export function addressOfHandle(platform: unknown, written: unknown): string | undefined {
  if (typeof platform !== "string" || typeof written !== "string") return undefined;
  const text = written.trim();
  if (platform.trim() === "mastodon") {
    const [, name, server] = WITH_SERVER.exec(text) ?? [];
    return name && server && `https://${server}/@${name}`;
  }
  const home = Object.hasOwn(HOMES, platform.trim()) ? HOMES[platform.trim()] : undefined;
  const name = handle().exec(text)?.[1];
  return home && name && `${home}${encodeURIComponent(name)}`;
}
