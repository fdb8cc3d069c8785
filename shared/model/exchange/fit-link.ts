import { addressOfHandle } from "../profile/handle.ts";
import { LIMITS } from "../profile/limits.ts";
import { PLATFORMS } from "../profile/sections/social-links.ts";
import { platformAt } from "../profile/username.ts";
import { webUrl } from "../web-url.ts";
import { type Fit, saysNothing, writtenText } from "./fit-text.ts";

/** Other names of platforms, in lower case and without spaces. */
const OTHER_NAMES = new Map([
  ["twitter", "x"],
  ["personal", "website"],
  ["homepage", "website"],
  ["home", "website"],
  ["web", "website"],
  ["blog", "website"],
  ["portfolio", "website"],
  ["rssfeed", "other"],
]);

/** Hosts of platforms whose addresses carry no name of a user. */
const MORE_HOSTS = [
  ["stackoverflow.com", "stackoverflow"],
  ["substack.com", "substack"],
  ["wa.me", "whatsapp"],
  ["whatsapp.com", "whatsapp"],
] as const;

/** A web address in the form the URL standard gives it. */
export function fitUrl(value: unknown): Fit {
  if (saysNothing(value)) return undefined;
  const raw = writtenText(value)?.trim();
  const address = hrefOf(raw);
  if (address === undefined) return { leftFor: "Is not a web address (http or https)." };
  // A host alone has a path as well, which nobody writes.
  if (address === raw || address === `${raw}/`) return { value: address };
  return { value: address, why: "Web addresses are kept in their standard form." };
}

/** One of the platforms: the one that is named, or the one that the address leads to. */
export function fitPlatform(named: unknown, url: unknown): Fit {
  const raw = writtenText(named)?.trim() ?? "";
  const platform = platformNamed(raw);
  if (platform !== undefined) {
    return platform === keyOf(raw)
      ? { value: platform }
      : { value: platform, why: "The platform has this name here." };
  }
  const told = platformOf(url);
  if (raw === "") return { value: told ?? "website" };
  return { value: told ?? "other", why: "Is not among the platforms of a profile." };
}

/** The address of a link: the one given, or the one that a user's name on the platform stands for. */
export function fitAddress(platform: string, url: unknown, username: unknown): Fit {
  const handle = addressOfHandle(platform, url);
  if (handle !== undefined) return { value: handle, why: "Is made of the name on the platform." };
  if (!saysNothing(url)) return fitUrl(url);
  const name = writtenText(username)?.trim() ?? "";
  const address = addressOfHandle(platform, `@${name.replace(/^@/, "")}`);
  if (address === undefined) return undefined;
  return { value: address, why: "Is made of the name on the platform." };
}

/** The platform that has this name among people; undefined for any other. */
export function platformNamed(name: string): string | undefined {
  const key = keyOf(name);
  const platform = OTHER_NAMES.get(key) ?? key;
  return (PLATFORMS as readonly string[]).includes(platform) ? platform : undefined;
}

function keyOf(name: string): string {
  return name
    .slice(0, 200)
    .toLowerCase()
    .replaceAll(/[\s._-]/g, "");
}

function platformOf(url: unknown): string | undefined {
  const address = hrefOf(writtenText(url)?.trim());
  if (address === undefined) return undefined;
  const { hostname } = new URL(address);
  const more = MORE_HOSTS.find(([host]) => hostname === host || hostname.endsWith(`.${host}`));
  return platformAt(hostname) ?? more?.[1];
}

/** Undefined for what is no web address, or longer than one may be. */
function hrefOf(raw: string | undefined): string | undefined {
  if (raw === undefined || raw.length > LIMITS.url) return undefined;
  return webUrl().safeParse(raw).data;
}
