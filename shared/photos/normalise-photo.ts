import sharp, { type JpegOptions, type Raw } from "sharp";
import type { PhotoSize } from "../model/photo/photo-sizes.ts";
import { inspectImage, isJpeg } from "./inspect-image.ts";
import { MAX_CAMERA_PIXELS } from "./inspect-jpeg.ts";
import { mainColor } from "./main-color.ts";
import { invalidImage, MAX_PIXELS } from "./refused-image.ts";

const LARGEST: PhotoSize = 1_024;

/** docs/adr/0009-photo-pipeline.md: at small sizes, colour at half the resolution would show. */
const JPEG = {
  96: { quality: 80, chromaSubsampling: "4:4:4" },
  256: { quality: 80, chromaSubsampling: "4:4:4" },
  1024: { quality: 80, chromaSubsampling: "4:2:0" },
} as const satisfies Record<PhotoSize, JpegOptions>;

/** A photo as it is published. */
export interface NormalisedPhoto {
  /** A JPEG for each size, fitted into its square; never larger than the photo was. */
  readonly images: Readonly<Record<PhotoSize, Uint8Array>>;
  /** Of the largest image, in pixels. */
  readonly width: number;
  readonly height: number;
  /** The colour the photo has most of, `#rrggbb`: what to show until it is loaded. */
  readonly color: string;
}

/** Decoded pixels, row by row, 8 bits a channel. */
interface Pixels {
  readonly data: Uint8Array;
  readonly raw: Raw;
}

// Everything libvips can read is refused but the two formats the API accepts. Once a process: its
// threads share libvips, and one that decodes must not meet the moment in between.
if (sharp.cache().memory.max > 0) {
  sharp.block({ operation: ["VipsForeignLoad"] });
  sharp.unblock({ operation: ["VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer"] });
  sharp.cache(false);
}

/**
 * Decodes a JPEG or PNG in full, once, and writes it again in every size: upright, without metadata,
 * sRGB, on white where it was transparent.
 * @throws Problem `invalid` for anything that is not a whole JPEG or PNG within the limits of
 * {@link inspectImage}
 */
export async function normalisePhoto(photo: Uint8Array): Promise<NormalisedPhoto> {
  const pixels = await decode(inspectImage(photo));
  const [small, middle, large] = await Promise.all([
    encode(pixels, 96),
    encode(pixels, 256),
    encode(pixels, LARGEST),
  ]);
  const { width, height } = pixels.raw;
  const images = { 96: small, 256: middle, 1024: large };
  return { images, width, height, color: mainColor(await sharp(small).raw().toBuffer()) };
}

async function decode(photo: Uint8Array): Promise<Pixels> {
  try {
    const limitInputPixels = isJpeg(photo) ? MAX_CAMERA_PIXELS : MAX_PIXELS;
    const { data, info } = await sharp(photo, { failOn: "warning", limitInputPixels })
      .autoOrient()
      .resize(fitting(LARGEST))
      .flatten({ background: "#ffffff" })
      .toColourspace("srgb")
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    return { data, raw: { width, height, channels } };
  } catch {
    throw invalidImage();
  }
}

function encode({ data, raw }: Pixels, side: PhotoSize): Promise<Uint8Array> {
  return sharp(data, { raw }).resize(fitting(side)).jpeg(JPEG[side]).toBuffer();
}

function fitting(side: PhotoSize) {
  return { width: side, height: side, fit: "inside", withoutEnlargement: true } as const;
}
