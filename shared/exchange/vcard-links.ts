import { platformNamed } from "../model/exchange/fit-link.ts";
import { LIMITS } from "../model/profile/limits.ts";
import type { CardContents } from "./card-contents.ts";
import type { CardProperty } from "./vcard-property.ts";

interface Link {
  readonly platform: string | undefined;
  readonly url: string | undefined;
  readonly username: string | undefined;
}

/** Who writes our own cards. The first address in one is that of the profile it was made of. */
const OWN_CARDS = "-//Profiles API//EN";

/** Addresses and accounts elsewhere. Labels beside them may name the platform. */
export function readCardLinks(card: CardContents): void {
  const labels = new Map<string, CardProperty>();
  for (const label of card.take("X-ABLABEL")) labels.set(label.group, label);
  const used = new Set<CardProperty>();
  const links: Link[] = [];
  const add = (link: Link, { source }: CardProperty) => {
    card.reading.name(`socialLinks[${links.length}]`, source);
    links.push(link);
  };
  for (const property of withoutOwnPage(card, card.take("URL"))) {
    const label = labels.get(property.group);
    const platform = label && platformNamed(wordOf(label.value));
    if (label && platform) used.add(label);
    add({ platform, url: withoutEscapes(property.value), username: undefined }, property);
  }
  const addresses = new Set(links.map(({ url }) => url));
  for (const property of card.take("X-SOCIALPROFILE", "SOCIALPROFILE")) {
    const link = accountOf(property);
    if (link.url === undefined || !addresses.has(link.url)) add(link, property);
    else card.leave([property], "Is among the other addresses.");
  }
  card.leave(
    [...labels.values()].filter((label) => !used.has(label)),
    "A profile has no labels.",
  );
  card.reading.put("socialLinks", links, "URL");
}

/** The page that a card of ours names first is made for every profile by itself. */
function withoutOwnPage(card: CardContents, urls: readonly CardProperty[]): CardProperty[] {
  const [first] = urls;
  const isOwn = card.rest().some(({ name, value }) => name === "PRODID" && value === OWN_CARDS);
  if (!isOwn || !first || first.group !== "") return [...urls];
  card.leave([first], "Is the page of the profile that the card was made of.");
  return urls.slice(1);
}

/** Phones write the platform as a type, and the name of the user beside its address or instead. */
function accountOf({ types, parameters, value }: CardProperty): Link {
  const service = parameters.get("service-type") ?? types.find((type) => platformNamed(type));
  const platform = service ?? types.find((type) => type !== "pref");
  const told = parameters.get("x-user") ?? parameters.get("username");
  const username = told && nameOn(told);
  const address = withoutEscapes(value);
  const isAddress = /^https?:|^[^\s:@]+\.[^\s:@]+\//i.test(address.slice(0, LIMITS.url));
  if (isAddress) return { platform, url: address, username };
  return {
    platform,
    url: undefined,
    username: username ?? nameOn(address.replace(/^x-apple:/i, "")),
  };
}

/** Platforms show a name with an `@` before it, which is no part of it. */
function nameOn(handle: string): string {
  return handle.replace(/^@(?=[^@]+$)/, "");
}

/** Apple wraps the labels that it translates: `_$!<HomePage>!$_`. */
function wordOf(label: string): string {
  return /^_\$!<(.*)>!\$_$/.exec(label)?.[1] ?? label;
}

function withoutEscapes(address: string): string {
  return address.replaceAll(/\\([:,;])/g, "$1");
}
