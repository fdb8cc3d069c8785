import { TextDecoder } from "node:util";

/**
 * Bytes of a text in the encoding that they seem to have: a byte order mark tells, zero bytes tell
 * UTF-16, and what is not UTF-8 is in the one that is named, or as Windows writes western languages.
 * @param charset a name of the Encoding standard; any other is passed over
 */
export function decodeText(bytes: Uint8Array, charset?: string): string {
  const wide = wideEncoding(bytes);
  if (wide) return new TextDecoder(wide).decode(bytes);
  const named = charset && decoderOf(charset);
  return (named ? decoded(named, bytes) : undefined) ?? decodedAsFound(bytes);
}

/** UTF-16, by its mark or by the zero bytes of ASCII letters; undefined for anything else. */
export function wideEncoding(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (bytes.length < 4 || (first !== 0 && second !== 0)) return undefined;
  const start = bytes.subarray(0, 64);
  const zeros = (odd: number) => start.filter((byte, at) => byte === 0 && at % 2 === odd).length;
  if (zeros(1) > start.length / 4 && zeros(0) === 0) return "utf-16le";
  if (zeros(0) > start.length / 4 && zeros(1) === 0) return "utf-16be";
  return undefined;
}

function decodedAsFound(bytes: Uint8Array): string {
  const utf8 = decoded(new TextDecoder("utf-8", { fatal: true }), bytes);
  return utf8 ?? new TextDecoder("windows-1252").decode(bytes);
}

function decoderOf(charset: string): TextDecoder | undefined {
  try {
    return new TextDecoder(charset, { fatal: true });
  } catch {
    return undefined;
  }
}

function decoded(decoder: TextDecoder, bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}
