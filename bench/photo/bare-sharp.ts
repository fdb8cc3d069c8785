import sharp from "sharp";
import { mainColor } from "../../shared/photos/main-color.ts";

/** What the pipeline gives, by sharp alone: no look at the file before it is decoded. */
export interface BarePhoto {
  readonly images: readonly Uint8Array[];
  readonly color: unknown;
}

const SIDES = [96, 256, 1_024];

const inside = (side: number) =>
  ({ width: side, height: side, fit: "inside", withoutEnlargement: true }) as const;

const settings = (side: number) =>
  ({ quality: 80, chromaSubsampling: side < 1_024 ? "4:4:4" : "4:2:0" }) as const;

/** The same operations with the same settings: decoded once, three sizes, the main colour. */
export async function bareSharp(file: Uint8Array): Promise<BarePhoto> {
  const { data, info } = await sharp(file, { failOn: "warning", limitInputPixels: 25_000_000 })
    .autoOrient()
    .resize(inside(1_024))
    .flatten({ background: "#ffffff" })
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const raw = { width, height, channels };
  const images = await Promise.all(
    SIDES.map((side) => sharp(data, { raw }).resize(inside(side)).jpeg(settings(side)).toBuffer()),
  );
  return { images, color: mainColor(await sharp(images[0]).raw().toBuffer()) };
}

/** What comes to mind first: each size from the file, and the colour as sharp tells it. */
export async function bareSharpEach(file: Uint8Array): Promise<BarePhoto> {
  const images = await Promise.all(
    SIDES.map((side) =>
      sharp(file, { failOn: "warning", limitInputPixels: 25_000_000 })
        .autoOrient()
        .resize(inside(side))
        .flatten({ background: "#ffffff" })
        .toColourspace("srgb")
        .jpeg(settings(side))
        .toBuffer(),
    ),
  );
  return { images, color: (await sharp(images[0]).stats()).dominant };
}
