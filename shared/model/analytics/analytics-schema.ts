import * as z from "zod/mini";

const DAYS = { min: 1, max: 365, fallback: 30 } as const;

/** Days of a period unless told otherwise. */
export const PERIOD_DAYS = DAYS.fallback;

const isFine = (text: string) => /^\d{1,9}$/.test(text) && +text >= DAYS.min && +text <= DAYS.max;

const Days = z.string().check(
  z.refine(isFine, {
    error: `Must be a whole number from ${DAYS.min} to ${DAYS.max}.`,
    params: { type: "out_of_range" },
  }),
  z.meta({ type: "integer", minimum: DAYS.min, maximum: DAYS.max, default: DAYS.fallback }),
);

export const AnalyticsQuery = z.object({
  days: z.optional(z.pipe(Days, z.transform(Number))),
  profileId: z.optional(
    z
      .uuid()
      .check(z.toLowerCase(), z.meta({ description: "One of your own; else the primary one." })),
  ),
});

/** Of the request for a public page. */
export const ViewQuery = z.object({
  source: z.optional(
    z.string().check(
      z.meta({
        description:
          "Where the link was: `web`, `qr_scan` (the view is a scan) or `mcp` (a program that shows the page to somebody). Anything else counts as `web`.",
      }),
    ),
  ),
});

export type AnalyticsQuery = z.infer<typeof AnalyticsQuery>;

const whole = (description: string) => z.int().check(z.meta({ description }));

export const AnalyticsSummarySchema = z.object({
  profileId: z.uuid(),
  periodDays: whole("UTC days, today's included."),
  totalViews: whole("Of the public page and the vCard."),
  uniqueViewers: whole(
    "Sum of each day's viewers, for nobody is known again on the next day. Exact up to 256 a day; beyond, a day is 8 % off as a rule. One address is at most 8 viewers of a profile and day.",
  ),
  qrScans: whole("Views of the page with `source=qr_scan`, and scans that were recorded."),
  savedCount: whole("How often it was saved as a contact."),
  viewsThisWeek: whole("During the last 7 UTC days, whatever the period."),
  qrScansThisWeek: whole("During the last 7 UTC days, whatever the period."),
  bySource: z
    .object({ web: z.int(), qr_scan: z.int(), mcp: z.int(), vcard: z.int() })
    .check(z.meta({ description: "The views by where they came from." })),
});
