import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";
import sharp, { type Sharp } from "sharp";
import { describe, expect, test } from "vitest";
import { MAX_CARD_PHOTO_BYTES, PHOTO_SIZES } from "../../../shared/model/photo/photo-sizes.ts";
import { normalisePhoto } from "../../../shared/photos/normalise-photo.ts";
import { blackPng, chunk } from "../support/png.ts";
import { metadataOf, segment, withSegments } from "./jpeg-parts.ts";

const plain = (width: number, height: number, background = "#c00000"): Sharp =>
  sharp({ create: { width, height, channels: 3, background } });

/** Width × height of a photo's images, smallest first. */
async function sizesOf(photo: Uint8Array): Promise<string[]> {
  const { images, width, height } = await normalisePhoto(photo);
  const sizes = await Promise.all(
    PHOTO_SIZES.map(async (size) => {
      const metadata = await sharp(images[size]).metadata();
      return `${metadata.width}x${metadata.height}`;
    }),
  );
  expect(sizes.at(-1)).toBe(`${width}x${height}`);
  return sizes;
}

describe("every kind of JPEG and PNG becomes three sRGB JPEGs without metadata", () => {
  test.each<[string, () => Sharp]>([
    ["JPEG", () => plain(300, 150).jpeg()],
    ["progressive JPEG", () => plain(300, 150).jpeg({ progressive: true })],
    ["CMYK JPEG", () => plain(300, 150).toColourspace("cmyk").jpeg()],
    ["greyscale JPEG", () => plain(300, 150).toColourspace("b-w").jpeg()],
    ["JPEG with a wide colour profile", () => plain(300, 150).withIccProfile("p3").jpeg()],
    ["PNG", () => plain(300, 150).png()],
    ["interlaced PNG", () => plain(300, 150).png({ progressive: true })],
    ["transparent PNG", () => plain(300, 150).ensureAlpha(0.5).png()],
    ["palette PNG", () => plain(300, 150).png({ palette: true })],
    ["16-bit PNG", () => plain(300, 150).toColourspace("rgb16").png()],
    ["greyscale PNG", () => plain(300, 150).toColourspace("b-w").png()],
  ])("%s", async (_, image) => {
    const { images } = await normalisePhoto(await image().toBuffer());
    for (const size of PHOTO_SIZES) {
      const { format, width, height, space, channels } = await sharp(images[size]).metadata();
      const side = Math.min(300, size);
      expect({ format, width, height, space, channels }).toEqual({
        ...{ format: "jpeg", width: side, height: side / 2, space: "srgb", channels: 3 },
      });
      expect(metadataOf(images[size])).toEqual([]);
    }
  });

  test("small ones keep colour in full resolution", async () => {
    const { images } = await normalisePhoto(await plain(2_000, 2_000).jpeg().toBuffer());
    const sampling = PHOTO_SIZES.map(
      async (size) => (await sharp(images[size]).metadata()).chromaSubsampling,
    );
    expect(await Promise.all(sampling)).toEqual(["4:4:4", "4:4:4", "4:2:0"]);
  });

  test("the one for vCards fits in them, whatever it shows", async () => {
    // Black and white at random takes the most; every bit is a pixel.
    const bits = createHash("shake256", { outputLength: 8_192 }).update("seed").digest();
    const pixel = (at: number) => (((bits[at >> 3] ?? 0) >> (at & 7)) & 1) * 255;
    const wild = Buffer.from(Array.from({ length: 65_536 }, (_, at) => pixel(at)));
    const raw = { width: 256, height: 256, channels: 1 } as const;
    const { images } = await normalisePhoto(await sharp(wild, { raw }).png().toBuffer());
    expect(images[256].length).toBeLessThanOrEqual(MAX_CARD_PHOTO_BYTES);
    expect(await sharp(images[256]).metadata()).toMatchObject({ width: 256, height: 256 });
    // What was not too large is as good as ever.
    expect(await sharp(images[96]).metadata()).toMatchObject({ chromaSubsampling: "4:4:4" });
  });
});

/** The levels of a colour, `#rrggbb`. */
const levelsOf = (color: string) => [...Buffer.from(color.slice(1), "hex")];

describe("the colour to show first", () => {
  test.each(["#c83818", "#000000", "#ffffff", "#808080"])("of a photo all in %s", async (color) => {
    const photo = await normalisePhoto(await plain(40, 20, color).png().toBuffer());
    expect(photo.color).toMatch(/^#[0-9a-f]{6}$/);
    const off = levelsOf(photo.color).map((level, at) =>
      Math.abs(level - (levelsOf(color)[at] ?? 0)),
    );
    expect(Math.max(...off)).toBeLessThanOrEqual(2);
  });

  test("is the one that most of the photo has, not the mean", async () => {
    const corner = { input: await plain(19, 19, "#0000ff").png().toBuffer(), left: 0, top: 0 };
    const photo = await plain(40, 40, "#20c020").composite([corner]).png().toBuffer();
    const [red = 0, green = 0, blue = 0] = levelsOf((await normalisePhoto(photo)).color);
    expect([
      Math.abs(red - 0x20) < 4,
      Math.abs(green - 0xc0) < 4,
      Math.abs(blue - 0x20) < 4,
    ]).toEqual([true, true, true]);
  });
});

describe("size", () => {
  test.each([
    [3_000, 1_000, ["96x32", "256x85", "1024x341"]],
    [1_000, 3_000, ["32x96", "85x256", "341x1024"]],
    [1_024, 1_024, ["96x96", "256x256", "1024x1024"]],
    [1_025, 1, ["96x1", "256x1", "1024x1"]],
    [1, 16_384, ["1x96", "1x256", "1x1024"]],
    [200, 100, ["96x48", "200x100", "200x100"]],
    [20, 10, ["20x10", "20x10", "20x10"]],
    [1, 1, ["1x1", "1x1", "1x1"]],
  ])("%ix%i becomes %j", async (width, height, sizes) => {
    expect(await sizesOf(blackPng(width, height))).toEqual(sizes);
  });

  test("25 megapixels are taken", async () => {
    const sizes = ["96x96", "256x256", "1024x1024"];
    expect(await sizesOf(blackPng(5_000, 5_000))).toEqual(sizes);
  });

  test("5,242,880 bytes are taken, most of them not of the picture", async () => {
    const jpeg = await plain(300, 200).jpeg().toBuffer();
    const filled = withSegments(jpeg, ...new Array(79).fill(segment(0xe2, Buffer.alloc(65_533))));
    const photo = Buffer.concat([filled, Buffer.alloc(5_242_880 - filled.length)]);
    expect(await sizesOf(photo)).toEqual(["96x64", "256x171", "300x200"]);
  });

  test("text chunks that swell do no harm", async () => {
    const swollen = Buffer.concat([Buffer.from("k\0\0"), deflateSync(Buffer.alloc(20_000_000))]);
    const before = process.memoryUsage().rss;
    const given = blackPng(8, 8, [chunk("zTXt", swollen), chunk("iCCP", swollen)]);
    expect(await sizesOf(given)).toEqual(["8x8", "8x8", "8x8"]);
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });
});
