import { deflateSync } from "node:zlib";
import sharp, { type Sharp } from "sharp";
import { describe, expect, test } from "vitest";
import { PHOTO_SIZES } from "../../../shared/model/photo/photo-sizes.ts";
import { normalisePhoto } from "../../../shared/photos/normalise-photo.ts";
import { chunk } from "../support/png.ts";
import { ADOBE_RGB, iccProfile, toSrgb } from "./icc-profile.ts";
import { segment, withSegments } from "./jpeg-parts.ts";

const SIDE = 32;
const COLORS = [
  [128, 128, 128],
  [200, 80, 60],
  [70, 150, 80],
  [60, 80, 190],
  [230, 220, 200],
  [30, 25, 35],
] as const;

const GRAYS = [0, 60, 128, 180, 230, 255].map((level) => [level, level, level]);

/** The colours side by side, each a square. */
function patches(colors: readonly (readonly number[])[] = COLORS): Sharp {
  const channels = (colors[0]?.length ?? 3) as 3 | 4;
  const row = colors.flatMap((color) => new Array<readonly number[]>(SIDE).fill(color).flat());
  const pixels = Buffer.from(new Array<number[]>(SIDE).fill(row).flat());
  return sharp(pixels, { raw: { width: SIDE * colors.length, height: SIDE, channels } });
}

/** The middle of each square, in every size of the photo. */
async function colorsOf(photo: Uint8Array): Promise<number[][][]> {
  const { images } = await normalisePhoto(photo);
  return Promise.all(PHOTO_SIZES.map((size) => middles(images[size])));
}

async function middles(image: Uint8Array): Promise<number[][]> {
  const { data, info } = await sharp(image).raw().toBuffer({ resolveWithObject: true });
  expect(info.channels).toBe(3);
  const square = info.width / COLORS.length;
  return COLORS.map((_, index) => {
    const at = Math.floor(info.height / 2) * info.width + Math.floor((index + 0.5) * square);
    return [...data.subarray(at * 3, at * 3 + 3)];
  });
}

/** The largest difference of any level, in 255. */
function difference(
  sizes: readonly (readonly number[][])[],
  expected: readonly (readonly number[])[],
) {
  const levels = expected.flat();
  return Math.max(
    ...sizes.flatMap((colors) =>
      colors.flat().map((level, at) => Math.abs(level - (levels[at] ?? 0))),
    ),
  );
}

describe("the colours stay what they were", () => {
  test.each<[string, () => Sharp, number]>([
    ["JPEG", () => patches().jpeg({ quality: 95 }), 8],
    ["JPEG, progressive", () => patches().jpeg({ quality: 95, progressive: true }), 8],
    ["JPEG, 4:4:4", () => patches().jpeg({ quality: 95, chromaSubsampling: "4:4:4" }), 4],
    ["JPEG, Display P3", () => patches().withIccProfile("p3").jpeg({ quality: 95 }), 8],
    // Ink on paper holds no such blue.
    ["JPEG, CMYK", () => patches().toColourspace("cmyk").jpeg({ quality: 95 }), 48],
    ["JPEG, CMYK with its profile", () => patches().withIccProfile("cmyk").jpeg(), 48],
    ["PNG", () => patches().png(), 3],
    ["PNG, interlaced", () => patches().png({ progressive: true }), 3],
    ["PNG, palette", () => patches().png({ palette: true }), 3],
    ["PNG, palette of 16, interlaced", () => patches().png({ colours: 16, progressive: true }), 3],
    ["PNG, 16 bits", () => patches().toColourspace("rgb16").png(), 3],
    [
      "PNG, 16 bits, interlaced",
      () => patches().toColourspace("rgb16").png({ progressive: true }),
      3,
    ],
    ["PNG, Display P3", () => patches().withIccProfile("p3").png(), 4],
    ["PNG, opaque alpha", () => patches().ensureAlpha(1).png(), 3],
  ])("%s", async (_, image, tolerance) => {
    expect(difference(await colorsOf(await image().toBuffer()), COLORS)).toBeLessThanOrEqual(
      tolerance,
    );
  });

  test.each<[string, () => Sharp]>([
    ["JPEG", () => patches(GRAYS).toColourspace("b-w").jpeg({ quality: 95 })],
    ["PNG", () => patches(GRAYS).toColourspace("b-w").png()],
    ["PNG, 16 bits", () => patches(GRAYS).toColourspace("grey16").png()],
    ["PNG, alpha", () => patches(GRAYS).toColourspace("b-w").ensureAlpha(1).png()],
  ])("%s, grey", async (_, image) => {
    expect(difference(await colorsOf(await image().toBuffer()), GRAYS)).toBeLessThanOrEqual(4);
  });
});

describe("a colour profile is heeded, and gone", () => {
  const profile = iccProfile(ADOBE_RGB);
  const expected = COLORS.map((color) => toSrgb(ADOBE_RGB, color));

  test("what is expected here differs from the levels in the file", () => {
    expect(difference([expected], COLORS)).toBeGreaterThan(15);
  });

  test("in a JPEG", async () => {
    const jpeg = await patches().jpeg({ quality: 95 }).toBuffer();
    const app2 = segment(
      0xe2,
      Buffer.concat([Buffer.from("ICC_PROFILE\0\x01\x01", "latin1"), profile]),
    );
    const given = withSegments(jpeg, app2);
    expect(difference(await colorsOf(given), expected)).toBeLessThanOrEqual(8);
  });

  test("in a PNG", async () => {
    const png = await patches().png().toBuffer();
    const iccp = chunk("iCCP", Buffer.concat([Buffer.from("p\0\0"), deflateSync(profile)]));
    const given = Buffer.concat([png.subarray(0, 33), iccp, png.subarray(33)]);
    expect(difference(await colorsOf(given), expected)).toBeLessThanOrEqual(4);
    const { images } = await normalisePhoto(given);
    for (const size of PHOTO_SIZES)
      expect((await sharp(images[size]).metadata()).icc).toBeUndefined();
  });
});

test("what is transparent lies on white", async () => {
  const alphas = [0, 51, 102, 153, 204, 255];
  const colors = COLORS.map((color, index) => [...color, alphas[index] ?? 0]);
  const onWhite = colors.map(([r = 0, g = 0, b = 0, alpha = 0]) =>
    [r, g, b].map((level) => 255 + (level - 255) * (alpha / 255)),
  );
  for (const image of [patches(colors).png(), patches(colors).toColourspace("rgb16").png()]) {
    expect(difference(await colorsOf(await image.toBuffer()), onWhite)).toBeLessThanOrEqual(4);
  }
});
