import type { Photo } from "../photo/photo.ts";
import { ordered } from "./entry-order.ts";
import { fullnessOf } from "./fullness.ts";
import type { Profile, ProfileRoot } from "./profile.ts";
import type { SocialLink } from "./sections/social-links.ts";
import { isShown, type TakedownReason } from "./takedown.ts";

/**
 * Most bytes of a card as JSON. As an item it takes less, its keys included, than the 4 KB that one
 * read unit pays for.
 */
const CARD_BYTES = 4_000;

/** A link as a card has it. */
export type CardLink = Pick<SocialLink, "platform" | "url" | "username">;

/** What others may know of a profile without reading it, or that it was removed. */
export type ProfileCard = LiveCard | Tombstone;

/** Fields from `version` on are missing where the release before wrote it. */
export interface LiveCard extends CardFields {
  /** The account the profile belongs to; never shown. */
  readonly owner: string;
  /** Withheld while it is taken down, published or not. */
  readonly state: "draft" | "public" | "withheld";
}

/** What is left of a removed profile: no personal data, and not whose it was. */
export interface Tombstone extends CardFields {
  /** Only where an earlier release wrote it; `operator strip-tombstones` takes it away. */
  readonly owner?: string;
  readonly state: "removed";
}

interface CardFields {
  readonly slug?: string;
  readonly name?: string;
  readonly title?: string;
  readonly company?: string;
  readonly location?: string;
  readonly vertical?: string;
  readonly photo?: Photo | null;
  /** The profile's: who has read this version has what is current. */
  readonly version?: number;
  /** Whether the profile, once published, is in the directory. */
  readonly discoverable?: boolean;
  /** Null unless its owner shows it; so is the phone number. */
  readonly contactEmail?: string | null;
  readonly contactPhone?: string | null;
  /** The first links in their order, as many as there is room for. */
  readonly links?: readonly CardLink[];
  /** How much of the profile is filled in, 0 to 9. */
  readonly fullness?: number;
  /** Why it is withheld. */
  readonly takedownReason?: TakedownReason;
  /** Of a removed or withheld profile: whether people could ever see it. */
  readonly wasPublic?: boolean;
  /** ISO 8601; of a removed profile. */
  readonly removedAt?: string;
}

/** What others may know of a profile: contacts and the directory join to it. */
export function cardOf(profile: Profile): LiveCard {
  const card = {
    owner: profile.owner,
    ...stateOf(profile),
    slug: profile.slug,
    name: profile.name,
    title: profile.title,
    company: profile.company,
    location: profile.location,
    vertical: profile.vertical,
    photo: profile.photo,
    version: profile.version,
    discoverable: profile.mcpDiscoverable,
    contactEmail: profile.showEmail ? profile.contactEmail : null,
    contactPhone: profile.showPhone ? profile.contactPhone : null,
    fullness: fullnessOf(profile),
  };
  return { ...card, links: firstLinks(profile, CARD_BYTES - bytesOf({ ...card, links: [] })) };
}

function stateOf(profile: Profile): Pick<LiveCard, "state" | "takedownReason" | "wasPublic"> {
  const { takedown, wasPublic } = profile;
  if (takedown) return { state: "withheld", takedownReason: takedown.reason, wasPublic };
  return { state: isShown(profile) ? "public" : "draft" };
}

/** The first links in their order that fit into so many bytes. */
function firstLinks({ socialLinks }: Profile, room: number): readonly CardLink[] {
  const links: CardLink[] = [];
  let left = room;
  for (const { platform, url, username } of ordered(socialLinks)) {
    const link = { platform, url, username };
    // With the comma after it.
    left -= bytesOf(link) + 1;
    if (left < 0) break;
    links.push(link);
  }
  return links;
}

function bytesOf(value: object): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/** What stays of a removed profile. @param removedAt ISO 8601 */
export function tombstoneOf({ wasPublic }: ProfileRoot, removedAt: string): Tombstone {
  return { state: "removed", wasPublic, removedAt };
}
