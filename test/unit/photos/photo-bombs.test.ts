import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { beforeEach, expect, test, vi } from "vitest";
import { normalisePhoto } from "../../../shared/photos/normalise-photo.ts";
import { blackPng, chunk } from "../support/png.ts";
import { problemOf } from "../support/problem-of.ts";
import { progressiveJpeg, segment, withSegments } from "./jpeg-parts.ts";

vi.mock("sharp", async (load) => {
  const { default: real } = await load<{ default: typeof sharp }>();
  return { default: Object.assign(vi.fn(real), real) };
});
beforeEach(() => {
  vi.mocked(sharp).mockClear();
});

const MB = 1_000_000;
const SWOLLEN = deflateSync(Buffer.alloc(40 * MB, "a"));
const text = chunk("zTXt", Buffer.concat([Buffer.from("k\0\0"), SWOLLEN]));
const international = chunk("iTXt", Buffer.concat([Buffer.from("k\0\u0001\0\0\0"), SWOLLEN]));
const profile = chunk("iCCP", Buffer.concat([Buffer.from("k\0\0"), SWOLLEN]));
const repeat = (part: Buffer, times: number) => new Array<Buffer>(times).fill(part);

/** A PNG of 16-bit RGBA that says its size, without the pixels. */
function tallPng(width: number, height: number): Buffer {
  const png = blackPng(1, 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([16, 6], 8);
  return Buffer.concat([png.subarray(0, 8), chunk("IHDR", header), png.subarray(33)]);
}

/** A JPEG whose frame says another size. */
function sizedJpeg(width: number, height: number): Buffer {
  const jpeg = progressiveJpeg(1);
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc2]));
  jpeg.writeUInt16BE(height, frame + 5);
  jpeg.writeUInt16BE(width, frame + 7);
  return jpeg;
}

async function peakGrowth(run: () => Promise<unknown>): Promise<number> {
  const before = process.resourceUsage().maxRSS;
  await run();
  return (process.resourceUsage().maxRSS - before) * 1_024;
}

test.each<[string, string, Buffer]>([
  ["a PNG of 25,000,000 rows", "too_many_pixels", tallPng(1, 25 * MB)],
  ["a PNG one row too high", "too_many_pixels", tallPng(1, 16_385)],
  ["a PNG one column too wide", "too_many_pixels", tallPng(16_385, 1)],
  ["a PNG of no rows", "invalid_image", tallPng(1, 0)],
  [
    "a PNG of very many chunks",
    "too_complex",
    blackPng(1, 1, repeat(chunk("tEXt", Buffer.alloc(0)), 100_000)),
  ],
  ["a JPEG one row too high", "too_many_pixels", sizedJpeg(1, 16_385)],
  ["a JPEG one column too wide", "too_many_pixels", sizedJpeg(16_385, 1)],
  ["a JPEG of too many pixels", "too_many_pixels", sizedJpeg(5_000, 5_001)],
  ["a JPEG of no rows", "invalid_image", sizedJpeg(8, 0)],
  ["a JPEG of 65 scans", "too_complex", progressiveJpeg(65)],
  ["a JPEG of 500 scans of a megapixel", "too_complex", progressiveJpeg(500, 1_000)],
  [
    "a JPEG of very many segments",
    "too_complex",
    withSegments(progressiveJpeg(1), ...repeat(segment(0xe1, []), 10_000)),
  ],
])("%s is refused before it is decoded", async (_, type, photo) => {
  const growth = await peakGrowth(async () => {
    const { kind, issues } = await problemOf(() => normalisePhoto(photo));
    expect(kind).toBe("invalid");
    expect(issues).toEqual([{ path: ["photo"], msg: expect.any(String), type }]);
  });
  expect(growth).toBeLessThan(64 * MB);
  expect(sharp).not.toHaveBeenCalled();
});

test.each<[string, Buffer]>([
  ["zTXt", blackPng(10, 10, repeat(text, 60))],
  ["iTXt", blackPng(10, 10, repeat(international, 60))],
  ["iCCP", blackPng(10, 10, repeat(profile, 60))],
])("a PNG whose %s chunks unpack to 2.4 GB is read without them", async (type, photo) => {
  expect(photo.length).toBeLessThan(3 * MB);
  expect(await peakGrowth(() => normalisePhoto(photo))).toBeLessThan(64 * MB);
  const given = vi.mocked(sharp).mock.calls.map(([bytes]) => Buffer.from(bytes as Uint8Array));
  expect(given.length).toBeGreaterThan(0);
  expect(given.some((bytes) => bytes.includes(type))).toBe(false);
});

test("the decoder has the limits as well, should the walk over the parts miss something", async () => {
  for (const [photo, megapixels] of [
    [blackPng(2, 2), 25],
    [progressiveJpeg(1), 52],
  ] as const) {
    vi.mocked(sharp).mockClear();
    await normalisePhoto(photo);
    const limits = { failOn: "warning", limitInputPixels: megapixels * MB };
    expect(vi.mocked(sharp).mock.calls[0]).toEqual([expect.any(Uint8Array), limits]);
  }
});

test("a photo whose data is damaged, but whose parts are whole, is refused", async () => {
  const photo = progressiveJpeg(1, 64);
  const scan = photo.lastIndexOf(Buffer.from([0xff, 0xda]));
  const damaged = Buffer.concat([photo.subarray(0, scan + 12), Buffer.from([0xff, 0xd9])]);
  const { issues } = await problemOf(() => normalisePhoto(damaged));
  expect(issues?.[0]?.type).toBe("invalid_image");
  expect(sharp).toHaveBeenCalled();
});

test("what is just within the limits is taken", async () => {
  for (const photo of [progressiveJpeg(64), progressiveJpeg(64, 200), blackPng(16_384, 1)]) {
    expect((await normalisePhoto(photo)).width).toBeGreaterThan(0);
  }
});
