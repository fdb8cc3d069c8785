import sharp from "sharp";
import { invalidField } from "../domain/errors.ts";

/** 25 megapixels: what a good phone takes, and what fits in the function's memory. */
const MAX_PIXELS = 25_000_000;
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
  if (!isJpeg(photo) && !isPng(photo)) {
    throw invalidField("photo", "unsupported_image_type", "Must be a JPEG or PNG image.");
  }
  try {
    const image = sharp(photo, { failOn: "warning", limitInputPixels: MAX_PIXELS });
    const { width, height } = await image.metadata();
    if (width * height > MAX_PIXELS) throw tooManyPixels();
    return await image
      .autoOrient()
      .resize({ width: MAX_SIDE, height: MAX_SIDE, fit: "inside", withoutEnlargement: true })
      .flatten({ background: "#ffffff" })
      .toColourspace("srgb")
      .jpeg({ quality: QUALITY })
      .toBuffer();
  } catch (error) {
    throw asProblem(error);
  }
}

function asProblem(error: unknown): Error {
  if (!(error instanceof Error) || error.name === "Problem") return error as Error;
  if (/pixel limit/i.test(error.message)) return tooManyPixels();
  return invalidField("photo", "invalid_image", "Could not be read as an image; is it whole?");
}

function tooManyPixels(): Error {
  return invalidField("photo", "too_many_pixels", "Must have at most 25 million pixels.");
}

function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
}

function isPng(bytes: Uint8Array): boolean {
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  return signature.every((byte, index) => bytes[index] === byte);
}
