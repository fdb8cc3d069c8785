import { MOST_FORM_BYTES } from "./save-with-photo.ts";
import { smallArchive } from "./small-archive.ts";

/** How each kind of document begins. */
const BEGINNINGS: readonly (readonly [RegExp, string])[] = [
  [/^PK/, "application/zip"],
  [/^(?:\xef\xbb\xbf)?\s*BEGIN:VCARD/i, "text/vcard"],
  [/^(?:\xef\xbb\xbf)?\s*\{/, "application/json"],
];

/**
 * A document as it goes out. What it is is told by its content, for systems give the same file many
 * types. Of an archive that is larger than a request only what an import reads is sent.
 */
export async function documentToSend(file: Blob): Promise<Blob> {
  const bytes = new Uint8Array(await file.slice(0, 256).arrayBuffer());
  const beginning = String.fromCharCode(...bytes);
  const [, type = file.type] = BEGINNINGS.find(([pattern]) => pattern.test(beginning)) ?? [];
  const isLarge = type === "application/zip" && file.size > MOST_FORM_BYTES;
  const document = isLarge ? ((await smallArchive(file)) ?? file) : file;
  return document.type === type ? document : document.slice(0, document.size, type);
}
