import { photoView } from "../photo/photo-view.ts";
import { ordered } from "./entry-order.ts";
import { nameParts } from "./name-parts.ts";
import type { Profile } from "./profile.ts";

/** Octets of a line without its end (RFC 2426, 2.6). */
const LINE_OCTETS = 75;

/** Everything that some reader takes for the end of a line. */
const LINE_BREAK = /\r\n|[\n\r\v\f\x85\u2028\u2029]/g;
const CONTROL = /[^\P{Cc}\t]/gu;

/** Where the addresses in a card lead. */
export interface VcardAddresses {
  /** Public page of the profile. */
  readonly pageUrl: string;
  /** Without a trailing slash. */
  readonly photoBaseUrl: string;
}

/**
 * A published profile as a vCard 3.0 (RFC 2426). E-mail address and phone number are left out
 * unless shown, as are fields without a value.
 */
export function profileVcard(profile: Profile, addresses: VcardAddresses): string {
  const { name, company, location, bio } = profile;
  const { photoUrl } = photoView(profile.id, profile.photo, addresses.photoBaseUrl);
  const lines = [
    "BEGIN:VCARD",
    "VERSION:3.0",
    "PRODID:-//Profiles API//EN",
    property("UID", text(`urn:uuid:${profile.id}`)),
    property("REV", text(profile.updatedAt)),
    property("FN", text(name)),
    property("N", nameList(name)),
    optional("ORG", text(company)),
    optional("TITLE", text(profile.title)),
    optional("NOTE", text(bio)),
    // Free text has no parts of its own; readers show the locality alone just as it is.
    location ? property("ADR;TYPE=WORK", `;;;${text(location)};;;`) : "",
    optional("EMAIL;TYPE=INTERNET", profile.showEmail ? text(profile.contactEmail ?? "") : ""),
    optional("TEL;TYPE=VOICE", profile.showPhone ? text(profile.contactPhone ?? "") : ""),
    optional("PHOTO;VALUE=uri", uri(photoUrl)),
    property("URL", uri(addresses.pageUrl)),
    ...ordered(profile.socialLinks).flatMap(labelledUrl),
    "END:VCARD",
  ];
  return lines
    .filter((line) => line !== "")
    .map((line) => `${line}\r\n`)
    .join("");
}

/** Phones and address books know the label beside a group's URL; others take the URL alone. */
function labelledUrl(link: { readonly platform: string; readonly url: string }, index: number) {
  const group = `item${index + 1}`;
  return [
    property(`${group}.URL`, uri(link.url)),
    property(`${group}.X-ABLabel`, text(link.platform)),
  ];
}

/** Family;given;additional;prefixes;suffixes, as far as one text tells them apart. */
function nameList(name: string): string {
  const { family, given, prefixes, suffixes } = nameParts(name);
  return [family, given, "", prefixes, suffixes].map(text).join(";");
}

function optional(name: string, value: string): string {
  return value && property(name, value);
}

function property(name: string, value: string): string {
  return fold(`${name}:${value}`);
}

/** A value in which nothing has a meaning of its own (RFC 2426, 4). */
function text(value: string): string {
  return value
    .toWellFormed()
    .replaceAll(/[\\,;]/g, "\\$&")
    .replaceAll(LINE_BREAK, "\\n")
    .replaceAll(CONTROL, " ");
}

/** Addresses are not escaped; what cannot stand in one is percent-encoded. */
function uri(value: string): string {
  return value.toWellFormed().replaceAll(/[\p{Cc}\p{Z}]/gu, encodeURIComponent);
}

/** Cuts a line into pieces that fit, between characters. */
function fold(line: string): string {
  const pieces: string[] = [];
  let piece = "";
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > LINE_OCTETS) {
      pieces.push(piece);
      // The space that marks a continuation counts.
      piece = " ";
      octets = 1;
    }
    piece += character;
    octets += size;
  }
  return [...pieces, piece].join("\r\n");
}
