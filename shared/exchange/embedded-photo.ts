const DATA_URI = /^data:(?:image\/[\w.+-]+)?(?:;[\w.+-]+=[\w.+-]*){0,5};base64,/i;

/** For a picture of which a document has no more than the address. */
export const PHOTO_ELSEWHERE =
  "A picture that stands elsewhere is not fetched; send it as a photo.";

/** The bytes of a picture that is written in a data URI (RFC 2397); undefined for anything else. */
export function photoInUri(value: unknown): Uint8Array | undefined {
  if (typeof value !== "string") return undefined;
  const text = value.trimStart();
  const [start] = DATA_URI.exec(text.slice(0, 300)) ?? [];
  return start === undefined ? undefined : photoInBase64(text.slice(start.length));
}

/** The bytes of a picture in base64, wherever it is folded; undefined for what is none. */
export function photoInBase64(text: string): Uint8Array | undefined {
  if (!/^[\w+/=\s-]+$/.test(text)) return undefined;
  const bytes = Buffer.from(text, "base64");
  return bytes.length > 0 ? bytes : undefined;
}
