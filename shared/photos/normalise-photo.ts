import sharp, { type JpegOptions, type Raw } from "sharp";
import { MAX_CARD_PHOTO_BYTES, type PhotoSize } from "../model/photo/photo-sizes.ts";
import { inspectImage, isJpeg } from "./inspect-image.ts";
import { MAX_CAMERA_PIXELS } from "./inspect-jpeg.ts";
import { mainColor } from "./main-color.ts";
import { invalidImage, MAX_PIXELS } from "./refused-image.ts";

const LARGEST = 1_024 satisfies PhotoSize;

/** docs/adr/0009-photo-pipeline.md: at small sizes, colour at half the resolution would show. */
const JPEG = {
  96: { quality: 80, chromaSubsampling: "4:4:4" },
  256: { quality: 80, chromaSubsampling: "4:4:4" },
  1024: { quality: 80, chromaSubsampling: "4:2:0" },
} as const satisfies Record<PhotoSize, JpegOptions>;

/** What is given up in turn for an image that stands in vCards and is too large: grain, not faces. */
const SMALLER: readonly JpegOptions[] = [
  { quality: 60, chromaSubsampling: "4:4:4" },
  { quality: 60, chromaSubsampling: "4:2:0" },
  { quality: 40, chromaSubsampling: "4:2:0" },
  { quality: 10, chromaSubsampling: "4:2:0" },
];

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
    encode(pixels, 96, JPEG[96]),
    encodeForCard(pixels),
    encode(pixels, LARGEST, JPEG[LARGEST]),
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

/** The middle size: nearly every photo fits at once. */
async function encodeForCard(pixels: Pixels): Promise<Uint8Array> {
  let image = await encode(pixels, 256, JPEG[256]);
  for (const options of SMALLER) {
    if (image.length <= MAX_CARD_PHOTO_BYTES) break;
    image = await encode(pixels, 256, options);
  }
  return image;
}

function encode({ data, raw }: Pixels, side: PhotoSize, options: JpegOptions): Promise<Uint8Array> {
  return sharp(data, { raw }).resize(fitting(side)).jpeg(options).toBuffer();
}

function fitting(side: PhotoSize) {
  return { width: side, height: side, fit: "inside", withoutEnlargement: true } as const;
}
