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

/** Whose summary, the primary profile's when left out, and of how many days up to now. */
export const AnalyticsQuery = z.object({
  days: z.optional(z.pipe(Days, z.transform(Number))),
  profileId: z.optional(z.uuid().check(z.toLowerCase())),
});

/** Of the request for a public page. */
export const ViewQuery = z.object({ source: z.optional(z.string()) });

export type AnalyticsQuery = z.infer<typeof AnalyticsQuery>;

/** The views by where they came from. */
export const ViewsBySourceSchema = z.object({
  web: z.int(),
  qr_scan: z.int(),
  mcp: z.int(),
  vcard: z.int(),
});

/**
 * The counts of a profile over a period. `uniqueViewers` is the sum of its days, and an estimate.
 */
export const AnalyticsSummarySchema = z.object({
  profileId: z.uuid(),
  periodDays: z.int(),
  totalViews: z.int(),
  uniqueViewers: z.int(),
  qrScans: z.int(),
  savedCount: z.int(),
  viewsThisWeek: z.int(),
  qrScansThisWeek: z.int(),
  bySource: ViewsBySourceSchema,
});
