import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { normalisePhoto } from "../../../shared/photos/normalise-photo.ts";
import { problemOf } from "../support/problem-of.ts";
import { segment } from "./jpeg-parts.ts";

const scene = sharp({
  create: {
    ...{ width: 120, height: 80, channels: 3, background: "#406080" },
    noise: { type: "gaussian", mean: 128, sigma: 30 },
  },
});
const JPEG = await scene.clone().jpeg().toBuffer();
const PROGRESSIVE = await scene.clone().jpeg({ progressive: true }).toBuffer();

/** A copy whose start of scan says that it ends at this frequency. */
function endingAt(jpeg: Buffer, frequency: number): Buffer {
  const copy = Buffer.from(jpeg);
  const scan = copy.indexOf(Buffer.from([0xff, 0xda]));
  copy[scan + 2 + copy.readUInt16BE(scan + 2) - 2] = frequency;
  return copy;
}

/** A copy with bytes before each of its segments but the first. */
function withStray(jpeg: Buffer, stray: Buffer): Buffer {
  const parts = [jpeg.subarray(0, 2)];
  let at = 2;
  while (jpeg[at + 1] !== 0xda) {
    const end = at + 2 + jpeg.readUInt16BE(at + 2);
    parts.push(jpeg.subarray(at, end), stray);
    at = end;
  }
  return Buffer.concat([...parts, jpeg.subarray(at)]);
}

const typeOf = async (photo: Buffer) =>
  (await problemOf(() => normalisePhoto(photo))).issues?.[0]?.type;

describe("what cameras write is taken, and looks the same", () => {
  test.each([
    ["a scan that ends at frequency 0 (Samsung)", endingAt(JPEG, 0)],
    ["18 zero bytes between segments (Pixel)", withStray(JPEG, Buffer.alloc(18))],
    ["other stray bytes", withStray(JPEG, Buffer.from("stray"))],
    ["both", withStray(endingAt(JPEG, 0), Buffer.alloc(18))],
  ])("%s", async (_, photo) => {
    expect(await normalisePhoto(photo)).toEqual(await normalisePhoto(JPEG));
  });

  test("stray bytes of a progressive one", async () => {
    const photo = withStray(PROGRESSIVE, Buffer.alloc(18));
    expect(await normalisePhoto(photo)).toEqual(await normalisePhoto(PROGRESSIVE));
  });

  test("50 megapixels", async () => {
    const photo = await sharp({
      create: { width: 8_160, height: 6_120, channels: 3, background: "#a06040" },
    })
      .jpeg({ quality: 50 })
      .toBuffer();
    expect(photo.length).toBeLessThan(5_242_880);
    expect(await normalisePhoto(photo)).toMatchObject({ width: 1_024, height: 768 });
  });
});

describe("what is damaged is still refused", () => {
  test.each([
    ["Samsung's", endingAt(JPEG, 0)],
    ["Pixel's", withStray(JPEG, Buffer.alloc(18))],
  ])("%s, cut at every tenth byte", async (_, photo) => {
    for (let length = 0; length < photo.length - 1; length += 10) {
      expect(await typeOf(photo.subarray(0, length)), `${length}`).toBeDefined();
    }
  });

  test("a scan of a progressive frame that is none", async () => {
    expect(await typeOf(endingAt(PROGRESSIVE, 70))).toBe("invalid_image");
  });

  test("more stray bytes than a camera leaves", async () => {
    expect(await typeOf(withStray(JPEG, Buffer.alloc(1_000)))).toBe("invalid_image");
  });

  test("over 25 megapixels, in what a decoder keeps whole", async () => {
    const size = (side: number) => [8, side >> 8, side & 255, side >> 8, side & 255];
    const of = (frame: number, side: number, scans: number, components = 1) =>
      Buffer.concat([
        Buffer.from([0xff, 0xd8]),
        segment(frame, [
          ...[...size(side), components],
          ...Array.from({ length: components }, (_, at) => [at + 1, 0x11, 0]).flat(),
        ]),
        ...Array.from({ length: scans }, () => segment(0xda, [1, 1, 0, 0, 63, 0])),
        Buffer.from([0xff, 0xd9]),
      ]);
    expect(await typeOf(of(0xc2, 5_100, 1))).toBe("too_many_pixels");
    expect(await typeOf(of(0xc0, 5_100, 2))).toBe("too_many_pixels");
    expect(await typeOf(of(0xc0, 7_300, 1))).toBe("too_many_pixels");
    expect(await typeOf(of(0xc0, 5_100, 1, 3))).toBe("too_many_pixels");
    expect(await typeOf(of(0xc0, 5_100, 1))).toBe("invalid_image");
  });
});
