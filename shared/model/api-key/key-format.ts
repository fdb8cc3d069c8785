import { createHash, createHmac, randomInt, timingSafeEqual } from "node:crypto";
import { crc32 } from "node:zlib";
import { API_KEY_PREFIX } from "./key-prefix.ts";

/**
 * `pr_live_<key id>_<secret><checksum>`: 16 characters that name the key, 32 random ones (190 bits),
 * and 6 that reject a typing error before anything is read.
 */
const ID_LENGTH = 16;
const SECRET_LENGTH = 32;
const CHECKSUM_LENGTH = 6;
const ID_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
const ALPHABET = `${ID_ALPHABET}ABCDEFGHIJKLMNOPQRSTUVWXYZ`;
const SHAPE = /^pr_live_([0-9a-z]{16})_[0-9A-Za-z]{38}$/;

/** The part of a key that names it. */
export const KEY_ID_PATTERN = /^[0-9a-z]{16}$/;

/** @param newId of the request that issues the key: its repetition makes the same id */
export function newKeyId(newId?: string): string {
  if (newId === undefined) return randomText(ID_ALPHABET, ID_LENGTH);
  const digest = createHash("sha256").update(newId).digest("hex");
  return BigInt(`0x${digest}`).toString(ID_ALPHABET.length).slice(-ID_LENGTH);
}

/** A whole key with a fresh secret. It is shown once and kept nowhere. */
export function newApiKey(keyId: string): string {
  const unchecked = `${API_KEY_PREFIX}${keyId}_${randomText(ALPHABET, SECRET_LENGTH)}`;
  return `${unchecked}${checksum(unchecked)}`;
}

/** The key id of a well-formed key; undefined for anything else. */
export function parseApiKey(key: string): string | undefined {
  const keyId = SHAPE.exec(key)?.[1];
  const sound = checksum(key.slice(0, -CHECKSUM_LENGTH)) === key.slice(-CHECKSUM_LENGTH);
  return keyId !== undefined && sound ? keyId : undefined;
}

/** What is stored of a key: HMAC-SHA-256 under the pepper, as base64url. */
export function digestOf(key: string, pepper: string): string {
  return createHmac("sha256", pepper).update(key).digest("base64url");
}

/** Compares in constant time. */
export function sameDigest(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/**
 * A value for the gateway's own key: names an account to its usage plan, and opens nothing. Letters
 * and digits only, as API Gateway's documents have it; older accounts have a hyphen in theirs.
 */
export function newGatewayKeyValue(): string {
  return `account${randomText(ALPHABET, SECRET_LENGTH)}`;
}

function checksum(text: string): string {
  let rest = crc32(text);
  let digits = "";
  while (digits.length < CHECKSUM_LENGTH) {
    digits = `${ALPHABET[rest % ALPHABET.length]}${digits}`;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return digits;
}

function randomText(alphabet: string, length: number): string {
  let text = "";
  while (text.length < length) text += alphabet[randomInt(alphabet.length)];
  return text;
}
