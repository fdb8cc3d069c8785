import type { Imported } from "../model/exchange/imported.ts";
import { CardContents } from "./card-contents.ts";
import { PHOTO_ELSEWHERE, photoInBase64, photoInUri } from "./embedded-photo.ts";
import { Reading } from "./reading.ts";
import { readCard } from "./vcard-lines.ts";
import { readCardLinks } from "./vcard-links.ts";
import { type CardProperty, readProperties } from "./vcard-property.ts";

/** Numbers at which nobody answers. */
const NO_VOICE = ["fax", "pager", "modem", "bbs", "telex", "textphone"];

/** What may follow a number in a URI (RFC 3966). */
const EXTENSION = /(?<=^\+?[\d().-]+);.*$/;

/** What a card says of itself. */
const OF_THE_CARD = new Set([
  ...["PRODID", "REV", "UID", "SOURCE", "CLIENTPIDMAP", "KIND", "PROFILE", "CLASS", "MAILER"],
  ...["SORT-STRING", "X-ABUID", "X-ABSHOWAS", "CREATED", "LANGUAGE"],
]);

/**
 * The card of one person: a vCard 2.1, 3.0 or 4.0, as address books and phones write it.
 * @throws Problem `unreadable_vcard`, `several_cards`, `unknown_version`
 */
export function readVcard(bytes: Uint8Array): Imported {
  const found = readCard(bytes);
  const { properties, unreadable } = readProperties(found);
  const reading = new Reading();
  for (const at of found.strayLines) {
    reading.notes.leave(`line ${at}`, "Is not a property of a card.");
  }
  for (const { header } of unreadable) {
    reading.notes.leave(header, "Cannot be read, or is too long.");
  }
  const card = new CardContents(reading, properties);
  readName(card);
  readWork(card);
  readPlace(card);
  readNotes(card);
  readContact(card, "contactEmail", "EMAIL", emailRank);
  readContact(card, "contactPhone", "TEL", phoneRank);
  readCardLinks(card);
  readPhoto(card);
  leaveRest(card);
  return reading.imported();
}

/** As it is shown; else it is put together of its parts, as they are spoken. */
function readName(card: CardContents): void {
  const [shown, ...others] = card.take("FN");
  const [parted, ...more] = card.take("N");
  const [family = "", given = "", middle = "", prefix = "", suffix = ""] = parted?.parts ?? [];
  const spoken = [prefix, given, middle, family, suffix].filter(Boolean);
  card.reading.put("name", shown?.value ?? spoken.join(" "), shown ? "FN" : "N");
  const name = new Set(wordsOf(shown?.value ?? ""));
  const isWhole = spoken.every((part) => wordsOf(part).every((word) => name.has(word)));
  if (shown && parted && !isWhole) card.leave([parted], "The name is taken from FN.");
  card.leave([...others, ...more], "A profile has one name.");
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

function readWork(card: CardContents): void {
  const [title, ...others] = [...card.take("TITLE"), ...card.take("ROLE")];
  if (title) card.reading.put("title", title.value, title.source);
  card.leave(others, "A profile has one title.");
  const [work, ...more] = card.take("ORG");
  const [company = "", ...units] = work?.parts ?? [];
  card.reading.put("company", company, "ORG");
  if (work && units.some(Boolean)) card.leave([work], "A profile has no department.");
  card.leave(more, "A profile has one company.");
}

/** The place of work before any other. */
function readPlace(card: CardContents): void {
  const rank = ({ types, preference }: CardProperty) =>
    (types.includes("work") ? 0 : 1_000) + preference;
  const [address, ...others] = card.take("ADR").toSorted((a, b) => rank(a) - rank(b));
  const [box, extended, street, city = "", region = "", code, country = ""] = address?.parts ?? [];
  card.reading.put("location", [city, region, country].filter(Boolean).join(", "), "ADR");
  if (address && (box || extended || street || code)) {
    card.leave([address], "A profile tells the place, and no street or postal code.");
  }
  card.leave(others, "A profile has one location.");
}

function readNotes(card: CardContents): void {
  const notes = card.take("NOTE").map(({ value }) => value);
  card.reading.put("bio", notes.join("\n\n"), "NOTE");
}

/** All that could be taken, the likeliest first: which of them is valid shows later. */
function readContact(
  card: CardContents,
  field: string,
  name: string,
  rank: (property: CardProperty) => number | undefined,
): void {
  const found = card.take(name);
  const usable = found.filter((property) => rank(property) !== undefined);
  card.leave(
    found.filter((property) => !usable.includes(property)),
    "Is not a number that somebody answers.",
  );
  const extended = usable.filter(({ value }) => EXTENSION.test(value.replace(/^tel:/i, "")));
  card.leave(extended, "A profile holds a number without its extension.");
  const ranked = usable.toSorted((a, b) => (rank(a) ?? 0) - (rank(b) ?? 0));
  for (const [index, { source }] of ranked.entries()) {
    card.reading.name(`${field}[${index}]`, source);
  }
  card.reading.put(
    field,
    ranked.map(({ value }) => withoutScheme(value)),
    name,
  );
}

function phoneRank({ types, preference }: CardProperty): number | undefined {
  if (types.some((type) => NO_VOICE.includes(type))) return undefined;
  if (types.some((type) => ["cell", "mobile", "iphone"].includes(type))) return preference * 10;
  return preference * 10 + (types.includes("work") ? 1 : 2);
}

function emailRank({ types, preference }: CardProperty): number {
  return preference * 10 + (types.includes("work") ? 1 : 2);
}

/** Version 4.0 may write an address or a number as a URI; some writers end every value in a sign. */
function withoutScheme(value: string): string {
  return value
    .replace(/^(?:tel|mailto):/i, "")
    .replace(EXTENSION, "")
    .replace(/;$/, "");
}

function readPhoto(card: CardContents): void {
  for (const property of card.take("PHOTO")) {
    const value = property.value.replaceAll("\\,", ",");
    if (/^https?:/i.test(value)) {
      card.leave([property], PHOTO_ELSEWHERE);
      continue;
    }
    const photo = card.reading.photo ? undefined : (photoInUri(value) ?? photoInBase64(value));
    if (photo) {
      card.reading.photo = photo;
      card.reading.name("photo", property.source);
    } else {
      const isSecond = card.reading.photo !== undefined;
      card.leave([property], isSecond ? "A profile has one photo." : "Is not a picture in base64.");
    }
  }
}

function leaveRest(card: CardContents): void {
  for (const property of card.rest()) {
    if (property.name === "VERSION") continue;
    const why = OF_THE_CARD.has(property.name)
      ? "Tells how the card was made, and nothing of the person."
      : "A profile has no field for it.";
    card.leave([property], why);
  }
}
