import sharp from "sharp";
import { inspectImage, invalidImage, MAX_PIXELS } from "./inspect-image.ts";

const MAX_SIDE = 1_024;
const QUALITY = 82;

// Everything libvips can read is refused but the two formats the API accepts.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({ operation: ["VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer"] });
sharp.cache(false);

/**
 * Decodes a JPEG or PNG in full and writes it anew: upright, without metadata, sRGB, at most
 * 1,024 px a side, on white where it was transparent.
 * @returns a JPEG
 * @throws Problem 422 for anything that is not a whole JPEG or PNG of at most 25 megapixels
 */
export async function normalisePhoto(photo: Uint8Array): Promise<Uint8Array> {
  const safe = inspectImage(photo);
  try {
    return await sharp(safe, { failOn: "warning", limitInputPixels: MAX_PIXELS })
      .autoOrient()
      .resize({ width: MAX_SIDE, height: MAX_SIDE, fit: "inside", withoutEnlargement: true })
      .flatten({ background: "#ffffff" })
      .toColourspace("srgb")
      .jpeg({ quality: QUALITY })
      .toBuffer();
  } catch {
    throw invalidImage();
  }
}
