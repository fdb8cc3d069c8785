import { randomInt } from "node:crypto";
import { LIMITS } from "./limits.ts";

/** Lower-case ASCII words with single hyphens between. */
export const SLUG_PATTERN = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

const UUID_SHAPE = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const SUFFIX_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz";

/** Words that a path of ours, or a page people trust, stands behind. */
const RESERVED = new Set(
  (
    "about account accounts admin administrator all api api-keys app assets auth billing blog contact " +
    "contacts dashboard directory docs download edit education favicon health help home index info " +
    "legal login logout mail me new null oauth official openapi p payments photo photos ping-rep " +
    "pingrep press privacy false robots security-team sitemap true vcf well-known " +
    "profile profiles public register root search security settings sign-in sign-up signup " +
    "social-links static status support system terms undefined upload uploads user users v1 webmaster " +
    "work-experiences www"
  ).split(" "),
);

/** A reserved word, or one that reads as a profile id, cannot be told from a path of ours. */
export function isReservedSlug(slug: string): boolean {
  return RESERVED.has(slug) || UUID_SHAPE.test(slug);
}

/** Whether a profile may have this slug, as far as it alone says. */
export function isPossibleSlug(slug: string): boolean {
  const isOfLength = slug.length >= LIMITS.leastSlug && slug.length <= LIMITS.slug;
  return isOfLength && SLUG_PATTERN.test(slug) && !isReservedSlug(slug);
}

/** Lowercase ASCII of a name, transliterated where it is in another script; `""` if none is left. */
export async function slugFromName(name: string): Promise<string> {
  const withoutMarks = name.normalize("NFKD").replaceAll(/\p{M}/gu, "");
  const ascii = /^[\x20-\x7e]*$/.test(withoutMarks) ? withoutMarks : await transliterated(name);
  return cut(
    ascii
      .toLowerCase()
      .replaceAll(/['’]/g, "")
      .replaceAll(/[^a-z0-9]+/g, "-"),
    LIMITS.slug,
  );
}

/** The table is half a megabyte, so it is read only for the names that need it. */
async function transliterated(name: string): Promise<string> {
  const { transliterate } = await import("./transliterate.ts");
  return transliterate(name);
}

function cut(slug: string, length: number): string {
  const trimmed = slug.replaceAll(/^-+|-+$/g, "");
  if (trimmed.length <= length) return trimmed;
  const head = trimmed.slice(0, length + 1);
  const atWord = head.slice(0, head.lastIndexOf("-"));
  return (atWord || head.slice(0, length)).replaceAll(/-+$/g, "");
}

/**
 * The slug to try at the given attempt, counted from 0: the bare one first, then one with a random
 * suffix, which grows so that even a very common name finds a free one.
 */
export function slugCandidate(base: string, attempt: number): string {
  if (attempt === 0 && base.length >= LIMITS.leastSlug && !isReservedSlug(base)) return base;
  const length = attempt < 3 ? 4 : 8;
  let suffix = "";
  while (suffix.length < length) suffix += SUFFIX_ALPHABET[randomInt(SUFFIX_ALPHABET.length)];
  const head = cut(base || "profile", LIMITS.slug - length - 1);
  return `${head}-${suffix}`;
}
