import sharp, { type Sharp } from "sharp";
import { describe, expect, test } from "vitest";
import { Problem } from "../../../shared/model/problem.ts";
import { normalisePhoto } from "../../../shared/photos/normalise-photo.ts";
import { blackPng } from "../support/png.ts";
import { problemOf } from "../support/problem-of.ts";

const noise = sharp({
  create: {
    ...{ width: 24, height: 24, channels: 3, background: "#808080" },
    noise: { type: "gaussian", mean: 128, sigma: 30 },
  },
});
const JPEG = await noise.clone().jpeg().toBuffer();
const PNG = await noise.clone().png().toBuffer();
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';

const typeOf = async (photo: Uint8Array) => {
  const { kind, issues } = await problemOf(() => normalisePhoto(photo));
  expect(kind).toBe("invalid");
  expect(issues?.map(({ path }) => path)).toEqual([["photo"]]);
  return issues?.[0]?.type;
};

/** True for a photo, false for a problem of the caller; any other error fails the test. */
async function taken(photo: Uint8Array): Promise<boolean> {
  try {
    await normalisePhoto(photo);
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(Problem);
    return false;
  }
}

describe("what is no JPEG or PNG", () => {
  test.each<[string, () => Promise<Buffer> | Buffer]>([
    ["GIF", () => noise.clone().gif().toBuffer()],
    ["WebP", () => noise.clone().webp().toBuffer()],
    ["TIFF", () => noise.clone().tiff().toBuffer()],
    ["AVIF", () => noise.clone().avif().toBuffer()],
    ["SVG", () => Buffer.from(SVG)],
    ["SVG after an XML declaration", () => Buffer.from(`<?xml version="1.0"?>${SVG}`)],
    ["PDF", () => Buffer.from("%PDF-1.7")],
    ["text", () => Buffer.from("hello")],
    ["HTML before a JPEG", () => Buffer.concat([Buffer.from("<html>"), JPEG])],
    ["GIF before a JPEG", () => Buffer.concat([Buffer.from("GIF89a"), JPEG])],
    ["nothing", () => Buffer.alloc(0)],
    ["the first bytes alone", () => Buffer.from([0xff, 0xd8])],
  ])("%s", async (_, photo) => {
    expect(await typeOf(await photo())).toBe("unsupported_image_type");
  });

  test.each([
    ["SVG", SVG],
    ["a script", "<script>alert(1)</script>"],
    ["nothing", ""],
    ["zeros", "\0".repeat(5_000)],
  ])("%s behind the first bytes of a JPEG or PNG", async (_, content) => {
    for (const start of [JPEG.subarray(0, 3), JPEG.subarray(0, 20), PNG.subarray(0, 8)]) {
      expect(await typeOf(Buffer.concat([start, Buffer.from(content)]))).toBe("invalid_image");
    }
  });
});

describe("a photo cut short", () => {
  test.each<[string, () => Sharp, number]>([
    ["JPEG", () => noise.clone().jpeg(), 2],
    ["progressive JPEG", () => noise.clone().jpeg({ progressive: true }), 2],
    ["CMYK JPEG", () => noise.clone().toColourspace("cmyk").jpeg(), 2],
    ["PNG", () => noise.clone().png(), 12],
    ["interlaced palette PNG", () => noise.clone().png({ palette: true, progressive: true }), 12],
  ])("%s, at every tenth byte", async (_, image, endMarker) => {
    const photo = await image().toBuffer();
    for (let length = 0; length < photo.length - endMarker; length += 10) {
      expect(await taken(photo.subarray(0, length))).toBe(false);
    }
    expect(await taken(photo)).toBe(true);
  });
});

describe("too many pixels", () => {
  test("16,000 x 16,000 in 31 KB are refused before they are unpacked", async () => {
    const bomb = blackPng(16_000, 16_000);
    expect(bomb.length).toBeLessThan(40_000);
    const before = process.memoryUsage().rss;
    const started = performance.now();
    expect(await typeOf(bomb)).toBe("too_many_pixels");
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });

  test("one row over 25 megapixels is refused, as is a header that lies", async () => {
    expect(await typeOf(blackPng(5_000, 5_001))).toBe("too_many_pixels");
    const lying = Buffer.from(JPEG);
    const frame = lying.indexOf(Buffer.from([0xff, 0xc0]));
    lying.writeUInt16BE(60_000, frame + 5);
    lying.writeUInt16BE(60_000, frame + 7);
    expect(await typeOf(lying)).toBe("too_many_pixels");
  });
});
