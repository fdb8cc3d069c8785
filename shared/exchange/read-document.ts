import type { Imported } from "../model/exchange/imported.ts";
import { Problem } from "../model/problem.ts";

type Read = (bytes: Uint8Array) => Promise<Imported>;

/** Each loads what it reads with, so that only what is sent is loaded. */
const READERS: Readonly<Record<string, Read>> = {
  "application/json": async (bytes) => (await import("./read-json.ts")).readJson(bytes),
  "text/vcard": readCardLater,
  "text/x-vcard": readCardLater,
  "text/directory": readCardLater,
  "application/zip": readArchiveLater,
  "application/x-zip-compressed": readArchiveLater,
};

async function readCardLater(bytes: Uint8Array): Promise<Imported> {
  const { readVcard } = await import("./read-vcard.ts");
  return readVcard(bytes);
}

async function readArchiveLater(bytes: Uint8Array): Promise<Imported> {
  const { readLinkedinArchive } = await import("./read-linkedin-archive.ts");
  return readLinkedinArchive(bytes);
}

/** The media types that documents are read from. */
export const DOCUMENT_TYPES: readonly string[] = Object.keys(READERS);

/**
 * Reads a document of somebody's: JSON Resume, a profile that was exported here, a vCard, or the
 * archive that LinkedIn gives its members. What it finds is not yet valid.
 * @param mediaType in lower case, without parameters
 * @throws Problem `malformed`, `invalid`, `too_large`, or `unsupported` for another media type
 */
export async function readDocument(bytes: Uint8Array, mediaType: string): Promise<Imported> {
  const read = Object.hasOwn(READERS, mediaType) ? READERS[mediaType] : undefined;
  if (read) return read(bytes);
  const detail = `Send the document as ${DOCUMENT_TYPES.join(" or ")}.`;
  throw new Problem("unsupported", "unsupported_media_type", detail, { accepted: DOCUMENT_TYPES });
}
