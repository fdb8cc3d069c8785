import type { Imported } from "../model/exchange/imported.ts";
import { OWN_FORMAT, OWN_VERSION } from "../model/exchange/own-format.ts";
import { Problem } from "../model/problem.ts";
import { PHOTO_ELSEWHERE, photoInBase64 } from "./embedded-photo.ts";
import { isRaw, type Part, type Raw, Reading } from "./reading.ts";

/** A profile has fewer. */
const MOST_FIELDS = 100;

/** @returns whether a document says that it is in our own format */
export function isOwnDocument(raw: Raw): boolean {
  return Object.hasOwn(raw, "format") && raw.format === OWN_FORMAT;
}

/**
 * A profile that was exported here. Where it comes from is not taken in again.
 * @throws Problem `unknown_version`, `unreadable_document`
 */
export function readOwn(raw: Raw): Imported {
  const reading = new Reading();
  const root = reading.part(raw, "");
  root.take("format");
  root.take("source");
  if (root.take("version") !== OWN_VERSION) {
    const detail = `The document must be of version ${OWN_VERSION} of its format.`;
    throw new Problem("invalid", "unknown_version", detail);
  }
  const profile = root.take("profile");
  if (!isRaw(profile)) {
    const detail = "The document has no profile.";
    throw new Problem("invalid", "unreadable_document", detail);
  }
  readPhoto(reading, root.takePart("photo"));
  root.leaveRest();
  const names = Object.keys(profile);
  const known = names.slice(0, MOST_FIELDS);
  // Made anew of its entries, a key such as `__proto__` stays a key.
  const fields = Object.fromEntries(known.map((name) => [name, profile[name]]));
  const sources = Object.fromEntries(known.map((name) => [name, `profile.${name}`]));
  if (names.length > MOST_FIELDS) {
    const after = names.length - MOST_FIELDS;
    reading.notes.leave("profile", `The last ${after} fields are left: a profile has fewer.`);
  }
  return { ...reading.imported(), fields, sources };
}

function readPhoto(reading: Reading, photo: Part): void {
  const [url, data] = [photo.take("url"), photo.take("data")];
  photo.take("mediaType");
  if (data !== undefined) {
    reading.photo = typeof data === "string" ? photoInBase64(data) : undefined;
    if (!reading.photo) reading.notes.leave("photo.data", "Is not a picture in base64.");
  } else if (url !== undefined) {
    reading.notes.leave("photo", PHOTO_ELSEWHERE);
  }
  photo.leaveRest();
}
