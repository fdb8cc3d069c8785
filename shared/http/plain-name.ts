import { API_KEY_PREFIX } from "../model/api-key/key-prefix.ts";
import { latePattern } from "../model/late-pattern.ts";

/** As people and form libraries write the names of fields: `skills[]`, `first name`, `a.b`. */
const plainNames = latePattern(
  String.raw`^[\p{L}_](?:[\p{L}\p{N}_ .[\]-]{0,38}[\p{L}\p{N}_\]])?$`,
  "u",
);

/** No word is so long and has digits in it; a key or a digest is. A JWT begins with `eyJ`. */
const LIKE_A_SECRET = /(?=[A-Za-z0-9+/_-]*[0-9])[A-Za-z0-9+/_-]{20,}|eyJ/;

/**
 * A field's name, so that an error says where it is. Anything that may be a secret gone astray, such
 * as an API key sent as a field's name, is `(unnamed)` instead.
 */
export function plainName(key: PropertyKey): string {
  const isPlain =
    typeof key === "string" &&
    plainNames().test(key) &&
    !LIKE_A_SECRET.test(key) &&
    !key.toLowerCase().includes(API_KEY_PREFIX);
  return isPlain ? key : "(unnamed)";
}
