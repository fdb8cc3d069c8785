import * as z from "zod/mini";
import { once } from "./once.ts";
import { LIMITS } from "./profile/limits.ts";

/** A host with a dot in it, as people paste an address without its scheme. */
const WITHOUT_SCHEME = /^[^\s/?#@:\\]+\.[^\s/?#@:\\.]{2,}\.?(?::\d+)?(?:[/?#]|$)/;

/** How what is taken begins, for the document: it is no `uri` yet. */
const BEGINNING = "^\\s*(?:https?:|//|@|[^:/?#\\s]+\\.)";

/** An absolute web address without credentials, kept in the form the URL standard gives it. */
export const webUrl = once(() =>
  z.pipe(
    z.string().check(z.meta({ pattern: BEGINNING, maxLength: LIMITS.url })),
    z.transform((raw: string, context) => {
      const href = hrefOf(raw);
      if (href !== undefined && raw.length <= LIMITS.url) return href;
      context.issues.push({
        code: "custom",
        input: undefined,
        message: `Must be an http or https URL without credentials, of at most ${LIMITS.url} characters.`,
        params: { type: "invalid_url" },
      });
      return z.NEVER;
    }),
  ),
);

/** Undefined for what is no such address. */
function hrefOf(raw: string): string | undefined {
  // Parsing would drop control characters, and lead elsewhere than what was written.
  const url = /\p{Cc}/u.test(raw) ? null : URL.parse(withScheme(raw));
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return undefined;
  // The standard leaves a backslash in the query as it is; RFC 3986 has none.
  const href = url.href.replaceAll("\\", "%5C");
  return hasFullHost(url) && href.length <= LIMITS.url ? href : undefined;
}

function withScheme(raw: string): string {
  if (raw.startsWith("//")) return `https:${raw}`;
  return WITHOUT_SCHEME.test(raw) ? `https://${raw}` : raw;
}

/** No label of the host is empty, but that a name may end in a dot. */
function hasFullHost({ hostname }: URL): boolean {
  return hostname
    .replace(/\.$/, "")
    .split(".")
    .every((label) => label !== "");
}
