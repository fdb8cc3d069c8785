import * as z from "zod/mini";
import { type TextRules, text } from "../text.ts";
import { LIMITS } from "./limits.ts";

export const PLATFORMS = [
  "linkedin",
  "github",
  "gitlab",
  "x",
  "instagram",
  "facebook",
  "threads",
  "bluesky",
  "mastodon",
  "youtube",
  "tiktok",
  "twitch",
  "medium",
  "substack",
  "stackoverflow",
  "dribbble",
  "behance",
  "pinterest",
  "whatsapp",
  "telegram",
  "calendly",
  "website",
  "other",
] as const;

const DATE_PATTERN = /^[12]\d{3}(-(0[1-9]|1[0-2]))?$/;

/** `YYYY` or `YYYY-MM`. */
const PartialDate = z.string().check(z.regex(DATE_PATTERN, "Must be YYYY or YYYY-MM."));

/** An absolute web address without credentials, kept in the form the URL standard gives it. */
export const WebUrl = z.pipe(
  z.string().check(z.meta({ format: "uri", maxLength: LIMITS.url })),
  z.transform((raw: string, context) => {
    // Parsing would drop control characters, and lead elsewhere than what was written.
    const url = /\p{Cc}/u.test(raw) ? null : URL.parse(raw);
    const sound = url && /^https?:$/.test(url.protocol) && !url.username && !url.password;
    if (!sound || !hasFullHost(url) || url.href.length > LIMITS.url || raw.length > LIMITS.url) {
      context.issues.push({
        code: "custom",
        input: undefined,
        message: `Must be an http or https URL without credentials, of at most ${LIMITS.url} characters.`,
        params: { type: "invalid_url" },
      });
      return z.NEVER;
    }
    return url.href;
  }),
);

/** No label of the host is empty, but that a name may end in a dot. */
function hasFullHost({ hostname }: URL): boolean {
  return hostname
    .replace(/\.$/, "")
    .split(".")
    .every((label) => label !== "");
}

/** The place of an entry in its list. */
export const Place = z.int().check(z.minimum(0), z.maximum(LIMITS.displayOrder));

const identity = {
  id: z.optional(z.uuid().check(z.toLowerCase())),
  /** Null leaves it to the service, as if it were left out. */
  displayOrder: z.optional(
    z.pipe(
      z.nullable(Place),
      z.transform((value: number | null) => value ?? undefined),
    ),
  ),
};
/** Text that may be left out; null stands for unset. */
const unsettable = (rules: TextRules) =>
  z._default(
    z.pipe(
      z.nullable(text(rules)),
      z.transform((value: string | null) => value ?? ""),
    ),
    "",
  );
const line = () => unsettable({ max: LIMITS.line });
const description = () => unsettable({ max: LIMITS.description, multiline: true });
const endDate = () => z._default(z.nullable(PartialDate), null);

/** `YYYY` or `YYYY-MM`; null is unknown, or still going on. */
export interface Dates {
  readonly startDate: string | null;
  readonly endDate: string | null;
}

/** The end is not before the start, as far as the coarser of the two can tell. */
export function endsAfterStart(entry: Dates): boolean {
  if (!entry.startDate || !entry.endDate) return true;
  const common = Math.min(entry.startDate.length, entry.endDate.length);
  return entry.endDate.slice(0, common) >= entry.startDate.slice(0, common);
}
export const datesInOrder = z.refine<Dates>(endsAfterStart, {
  path: ["endDate"],
  error: "Must not be before startDate.",
  params: { type: "end_before_start" },
});

export const SocialLinkInput = z.strictObject({
  ...identity,
  platform: z.enum(PLATFORMS),
  url: WebUrl,
  username: unsettable({ max: LIMITS.username }),
});

export const WorkExperienceInput = z
  .strictObject({
    ...identity,
    jobTitle: text({ min: 1, max: LIMITS.line }),
    company: text({ min: 1, max: LIMITS.line }),
    location: line(),
    startDate: PartialDate,
    endDate: endDate(),
    description: description(),
  })
  .check(datesInOrder);

export const EducationInput = z
  .strictObject({
    ...identity,
    institution: text({ min: 1, max: LIMITS.line }),
    degree: line(),
    fieldOfStudy: line(),
    startDate: z._default(z.nullable(PartialDate), null),
    endDate: endDate(),
    description: description(),
  })
  .check(datesInOrder);

export type SocialLinkInput = z.output<typeof SocialLinkInput>;
export type WorkExperienceInput = z.output<typeof WorkExperienceInput>;
export type EducationInput = z.output<typeof EducationInput>;
