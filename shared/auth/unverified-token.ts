import { InvalidCredential } from "./credentials.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/** What a token claims before its signature is checked: good for choosing what to check it with. */
export interface UnverifiedToken {
  readonly header: JsonObject;
  readonly claims: JsonObject;
}

/** API Gateway takes 10,240 bytes of request line and headers; this leaves 512 for all the others. */
export const LONGEST_TOKEN = 9_728;
const COMPACT_JWS = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Takes a signed JWT in the compact form apart: at most 9,728 characters, three parts in the one canonical
 * spelling of base64url, the first two of them JSON objects.
 * @throws InvalidCredential
 */
export function readUnverified(token: string): UnverifiedToken {
  if (token.length > LONGEST_TOKEN || !COMPACT_JWS.test(token)) throw notSigned();
  const parts = token.split(".").map(decode);
  const [header, claims] = parts as [Buffer, Buffer];
  return { header: parseObject(header), claims: parseObject(claims) };
}

/** Base64url has several spellings of the same bytes (RFC 4648, 3.5); a token has just one. */
function decode(part: string): Buffer {
  const bytes = Buffer.from(part, "base64url");
  if (bytes.toString("base64url") !== part) throw notSigned();
  return bytes;
}

function parseObject(bytes: Buffer): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(bytes));
  } catch {
    throw notSigned();
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw notSigned();
  return value as JsonObject;
}

function notSigned(): InvalidCredential {
  return new InvalidCredential("Not a signed JWT.");
}
