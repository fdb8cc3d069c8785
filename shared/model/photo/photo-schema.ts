import * as z from "zod/mini";

/** Every size fits in a square of that side, and none is larger than the photo was. */
export const PhotoSchema = z.object({
  url: z.string().check(z.meta({ description: "The same as `photoUrl`." })),
  sizes: z.object({ "96": z.url(), "256": z.url(), "1024": z.url() }),
  width: z.int().check(z.meta({ description: "Of the largest size, in pixels." })),
  height: z.int(),
  color: z.string().check(z.meta({ description: "The prevailing colour, as `#rrggbb`." })),
});
