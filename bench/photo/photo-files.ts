import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp, { type Sharp } from "sharp";
import { SCENES, type Scene, syntheticPixels } from "./synthetic-photo.ts";

/** A photo to be measured. */
export interface PhotoFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
}

/** The scene is drawn in this size, and made larger from it. */
const DRAWN = { width: 1_600, height: 1_200, channels: 3 } as const;

const large = (image: Sharp, width: number, height: number) =>
  image.resize(width, height, { fit: "fill", kernel: "lanczos3" });

const FILES: Readonly<Record<string, (image: Sharp) => Sharp>> = {
  "JPEG, 640 × 480": (image) => large(image, 640, 480).jpeg({ quality: 85 }),
  "JPEG, 12 megapixels": (image) => large(image, 4_000, 3_000).jpeg({ quality: 95 }),
  "JPEG, 12 megapixels, progressive, P3, turned": (image) =>
    large(image, 4_000, 3_000)
      .withIccProfile("p3")
      .withMetadata({ icc: "p3", orientation: 6 })
      .jpeg({ quality: 92, progressive: true }),
  "JPEG, 25 megapixels": (image) => large(image, 5_700, 4_380).jpeg({ quality: 90 }),
  "PNG with alpha, 1.2 megapixels": (image) => large(image, 1_280, 960).ensureAlpha(0.8).png(),
};

/** The kind that takes the most memory; its picture does not matter. */
const COSTLIEST = "PNG, 25 megapixels, 16 bits, alpha, interlaced";

/**
 * Writes the photos of the measurement into a folder, made from a synthetic scene.
 * @throws Error when one is larger than the API takes
 */
export async function writePhotoFiles(folder: string): Promise<readonly PhotoFile[]> {
  const scene = SCENES.find(({ name }) => name === "street") as Scene;
  const pixels = await syntheticPixels(scene, DRAWN.width, DRAWN.height);
  const files: PhotoFile[] = [];
  for (const [name, encode] of Object.entries(FILES)) {
    files.push(await write(folder, name, encode(sharp(pixels, { raw: DRAWN }))));
  }
  const flat = { width: 5_000, height: 5_000, channels: 4, background: "#c0402080" } as const;
  const costliest = sharp({ create: flat }).toColourspace("rgb16").png({ progressive: true });
  return [...files, await write(folder, COSTLIEST, costliest)];
}

async function write(folder: string, name: string, image: Sharp): Promise<PhotoFile> {
  const bytes = await image.toBuffer();
  if (bytes.length > 5_242_880) throw new Error(`${name} has ${bytes.length} bytes.`);
  const path = join(folder, `${name.replaceAll(/\W+/g, "-")}.bin`);
  await writeFile(path, bytes);
  return { name, path, bytes: bytes.length };
}
