import { MAX_CARD_PHOTO_BYTES, type PhotoSize } from "../photo/photo-sizes.ts";
import { photoView } from "../photo/photo-view.ts";
import { ordered } from "./entry-order.ts";
import { nameParts } from "./name-parts.ts";
import type { Profile } from "./profile.ts";
import { vcardLine, vcardText, vcardUri } from "./vcard-line.ts";
import { vcardPlace } from "./vcard-place.ts";
import type { VcardVersion } from "./vcard-version.ts";

/** Most bytes of a card that has a photo in it. */
export const MAX_VCARD_BYTES = 40_000;

/** What a card tells of a profile. */
export type VcardProfile = Pick<
  Profile,
  | ("id" | "name" | "title" | "company" | "bio" | "location" | "photo" | "socialLinks")
  | ("contactEmail" | "contactPhone" | "showEmail" | "showPhone" | "updatedAt")
>;

/** Where the addresses in a card lead. */
export interface VcardAddresses {
  /** Public page of the profile; `""` leaves it out. */
  readonly pageUrl: string;
  /** Without a trailing slash. */
  readonly photoBaseUrl: string;
}

/** How a card is written. */
export interface VcardForm {
  readonly version: VcardVersion;
  /** A small JPEG of the profile's photo, to stand in the card itself. */
  readonly photo?: Uint8Array | undefined;
}

/** The properties that a version writes in its own way; each of a value that is not `""`. */
interface Dialect {
  readonly revised: (at: string) => string;
  readonly email: (address: string) => string;
  readonly phone: (number: string) => string;
  readonly photoAt: (url: string) => string;
  readonly photoOf: (base64: string) => string;
}

const DIALECTS: Readonly<Record<VcardVersion, Dialect>> = {
  "3.0": {
    revised: (at) => vcardLine("REV", vcardText(at)),
    email: (address) => vcardLine("EMAIL;TYPE=INTERNET", vcardText(address)),
    phone: (number) => vcardLine("TEL;TYPE=VOICE", vcardText(number)),
    photoAt: (url) => vcardLine("PHOTO;VALUE=uri", vcardUri(url)),
    photoOf: (base64) => vcardLine("PHOTO;ENCODING=b;TYPE=JPEG", base64),
  },
  "4.0": {
    // No dashes, no colons, no fraction (RFC 6350, 4.3.5).
    revised: (at) => vcardLine("REV", at.replaceAll(/[-:]|\.\d+/g, "")),
    email: (address) => vcardLine("EMAIL", vcardText(address)),
    phone: (number) => vcardLine("TEL;VALUE=uri;TYPE=voice", vcardUri(`tel:${number}`)),
    photoAt: (url) => vcardLine("PHOTO;MEDIATYPE=image/jpeg", vcardUri(url)),
    photoOf: (base64) => vcardLine("PHOTO", `data:image/jpeg;base64,${base64}`),
  },
};

/** Of the photo in base 64, with the ends of its lines. */
const PHOTO_ROOM = Math.ceil(MAX_CARD_PHOTO_BYTES / 3) * 4 * (1 + 3 / 74);
/** What a card says beside its texts: the page's address, the photo's property. */
const OTHER_ROOM = 600;

/** The image that fits in a profile's card: the middle one, unless its texts are very long. */
export function vcardPhotoSize(profile: VcardProfile): PhotoSize {
  const texts = profileVcard(profile, { pageUrl: "", photoBaseUrl: "" }, { version: "3.0" });
  const room = MAX_VCARD_BYTES - Buffer.byteLength(texts) - OTHER_ROOM;
  return room >= PHOTO_ROOM ? 256 : 96;
}

/**
 * A profile as a vCard 3.0 (RFC 2426) or 4.0 (RFC 6350). E-mail address and phone number are left
 * out unless shown, as are fields without a value. A photo stands in it as long as all of the card
 * then has at most {@link MAX_VCARD_BYTES}; else its address does.
 */
export function profileVcard(
  profile: VcardProfile,
  addresses: VcardAddresses,
  form: VcardForm,
): string {
  const { photoUrl } = photoView(profile.id, profile.photo, addresses.photoBaseUrl);
  const { photoAt, photoOf } = DIALECTS[form.version];
  const card = (photo: string) => cardWith(photo, profile, addresses, form.version);
  if (form.photo) {
    const whole = card(photoOf(Buffer.from(form.photo).toString("base64")));
    if (Buffer.byteLength(whole) <= MAX_VCARD_BYTES) return whole;
  }
  return card(photoUrl && photoAt(photoUrl));
}

function cardWith(
  photo: string,
  profile: VcardProfile,
  { pageUrl }: VcardAddresses,
  version: VcardVersion,
): string {
  const { name, company, title, bio } = profile;
  const place = vcardPlace(profile.location);
  const dialect = DIALECTS[version];
  const email = profile.showEmail && profile.contactEmail;
  const phone = profile.showPhone && profile.contactPhone;
  const lines = [
    "BEGIN:VCARD",
    `VERSION:${version}`,
    "PRODID:-//Profiles API//EN",
    vcardLine("UID", `urn:uuid:${profile.id}`),
    dialect.revised(profile.updatedAt),
    vcardLine("FN", vcardText(name)),
    vcardLine("N", nameList(name)),
    company && vcardLine("ORG", vcardText(company)),
    title && vcardLine("TITLE", vcardText(title)),
    bio && vcardLine("NOTE", vcardText(bio)),
    place && vcardLine("ADR;TYPE=WORK", `;;;${vcardText(place)};;;`),
    email && dialect.email(email),
    phone && dialect.phone(phone),
    photo,
    pageUrl && vcardLine("URL", vcardUri(pageUrl)),
    ...ordered(profile.socialLinks).flatMap(labelledUrl),
    "END:VCARD",
  ];
  return lines.flatMap((line) => (line ? `${line}\r\n` : [])).join("");
}

/** Phones and address books know the label beside a group's URL; others take the URL alone. */
function labelledUrl(link: { readonly platform: string; readonly url: string }, index: number) {
  const group = `item${index + 1}`;
  return [
    vcardLine(`${group}.URL`, vcardUri(link.url)),
    vcardLine(`${group}.X-ABLabel`, vcardText(link.platform)),
  ];
}

/** Family;given;additional;prefixes;suffixes, as far as one text tells them apart. */
function nameList(name: string): string {
  const { family, given, prefixes, suffixes } = nameParts(name);
  return [family, given, "", prefixes, suffixes].map(vcardText).join(";");
}
