import { createHash, timingSafeEqual } from "node:crypto";
import { parse, stringify } from "uuid";

const ID_BYTES = 16;

/**
 * An opaque place in a list: the id of the last entry that was handed out, and others that say how the
 * list began, with a digest that ties them to one list of one account. The digest tells mistakes; it
 * guards nothing, because a list is only ever read in its caller's own partition.
 * @param list name of the list
 */
export function encodeCursor(list: string, account: string, ...ids: readonly string[]): string {
  const bytes = Buffer.concat(ids.map((id) => parse(id)));
  return Buffer.concat([bytes, digest(list, account, bytes)]).toString("base64url");
}

/** The id in a cursor; undefined for one that was changed, or made for another list or account. */
export function decodeCursor(list: string, account: string, cursor: string): string | undefined {
  return decodeCursors(list, account, cursor, 1)?.[0];
}

/** The same of a cursor of several ids. @param count how many */
export function decodeCursors(
  list: string,
  account: string,
  cursor: string,
  count: number,
): string[] | undefined {
  const bytes = Buffer.from(cursor, "base64url");
  const end = count * ID_BYTES;
  // Decoding skips what is no base64url, and there are several spellings of the last bits.
  if (bytes.length !== end + ID_BYTES || bytes.toString("base64url") !== cursor) return undefined;
  const ids = bytes.subarray(0, end);
  if (!timingSafeEqual(bytes.subarray(end), digest(list, account, ids))) return undefined;
  const texts = Array.from({ length: count }, (_, n) => idOf(ids.subarray(n * ID_BYTES)));
  return texts.includes(undefined) ? undefined : (texts as string[]);
}

/** The digest is no secret: a caller can make one for bytes that are no id. */
function idOf(bytes: Uint8Array): string | undefined {
  try {
    return stringify(bytes);
  } catch {
    return undefined;
  }
}

function digest(list: string, account: string, id: Uint8Array): Buffer {
  const hash = createHash("sha256")
    .update(JSON.stringify([list, account]))
    .update(id);
  return hash.digest().subarray(0, ID_BYTES);
}
