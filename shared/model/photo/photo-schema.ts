import * as z from "zod/mini";

/** Addresses by the side in pixels of the square that the photo fits in. */
export const PhotoSizesSchema = z.object({ "96": z.url(), "256": z.url(), "1024": z.url() });

/** Every size fits in a square of that side, and none is larger than the photo was. */
export const PhotoSchema = z.object({
  url: z.url(),
  sizes: PhotoSizesSchema,
  width: z.int(),
  height: z.int(),
  color: z.string(),
});
