import * as z from "zod/mini";

/** Pixels a side. The densest code, of the longest address, has two for each module in the smallest. */
const SIDE = { least: 192, most: 2_048, usual: 512 } as const;

function isSide(text: string): boolean {
  return /^\d{3,4}$/.test(text) && +text >= SIDE.least && +text <= SIDE.most;
}

const Side = z.pipe(
  z.string().check(
    z.refine(isSide, {
      error: `Must be a whole number from ${SIDE.least} to ${SIDE.most}.`,
      params: { type: "out_of_range" },
    }),
    z.meta({ type: "integer", minimum: SIDE.least, maximum: SIDE.most, default: SIDE.usual }),
  ),
  z.transform(Number),
);

/** How a QR code is wanted. */
export const QrQuery = z.object({
  format: z.optional(z.enum(["svg", "png"]).check(z.meta({ default: "svg" }))),
  size: z.optional(Side),
});

/** Of a picture whose size nobody asked for. */
export const USUAL_SIDE: number = SIDE.usual;
