import { deflateSync } from "node:zlib";
import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { Problem } from "../../../shared/model/problem.ts";
import { inspectImage } from "../../../shared/photos/inspect-image.ts";
import { normalisePhoto } from "../../../shared/photos/normalise-photo.ts";
import { SEED } from "../support/arbitrary-profile.ts";
import { blackPng, chunk } from "../support/png.ts";
import { problemOf } from "../support/problem-of.ts";
import { progressiveJpeg, segment, withSegments } from "./jpeg-parts.ts";
import { mutatedPhoto } from "./mutated-photo.ts";

/** Detail that is the same in every run. */
const pixels = Buffer.from(Array.from({ length: 40 * 24 * 3 }, (_, at) => (at * at * 31) % 251));
const noise = sharp(pixels, { raw: { width: 40, height: 24, channels: 3 } });
const JPEG = await noise.clone().jpeg().toBuffer();
const PROGRESSIVE = await noise.clone().withIccProfile("p3").jpeg({ progressive: true }).toBuffer();
const PNG = await noise.clone().withIccProfile("p3").png().toBuffer();
const PALETTE = await noise.clone().png({ palette: true, progressive: true }).toBuffer();
const LABELLED = [
  withSegments(JPEG, segment(0xfe, Buffer.alloc(2_000, "a"))),
  blackPng(9, 9, [chunk("tEXt", Buffer.alloc(2_000, "a"))]),
];
const FILES = [JPEG, PROGRESSIVE, PNG, PALETTE, progressiveJpeg(5), ...LABELLED];
const END = Buffer.from([0xff, 0xd9]);

const typeOf = async (photo: Uint8Array) =>
  (await problemOf(() => inspectImage(photo))).issues?.map(({ type }) => type).join();

/** The chunks of a PNG, in order. */
function chunksOf(png: Uint8Array): string[] {
  const bytes = Buffer.from(png);
  const types: string[] = [];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    types.push(bytes.toString("latin1", at + 4, at + 8));
  }
  return types;
}

describe("JPEG", () => {
  test("is left as it is, up to its end", () => {
    for (const jpeg of [JPEG, PROGRESSIVE]) {
      expect(inspectImage(Buffer.concat([jpeg, Buffer.from("more"), jpeg]))).toEqual(jpeg);
    }
  });

  test("pictures inside segments and behind the first one do not confuse", async () => {
    const thumbnail = segment(0xe1, Buffer.concat([Buffer.from("Exif\0\0"), JPEG]));
    const scans = segment(0xe2, Buffer.concat([Buffer.from("MPF\0"), progressiveJpeg(300)]));
    const given = withSegments(JPEG, thumbnail, scans);
    expect(inspectImage(Buffer.concat([given, PROGRESSIVE]))).toEqual(given);
    const { width } = await normalisePhoto(given);
    expect(width).toBe(40);
  });

  test("restarts, escaped bytes and fill bytes belong to the picture", () => {
    const one = progressiveJpeg(1);
    const entropy = Buffer.from([0xff, 0, 0xff, 0xd0, 1, 0xff, 0xff, 0, 0xff, 0xd7, 2, 0xff, 0xff]);
    const given = Buffer.concat([one.subarray(0, -2), entropy, END]);
    expect(inspectImage(given)).toEqual(given);
  });

  test.each<[string, Buffer]>([
    ["no picture", Buffer.concat([JPEG.subarray(0, 2), END])],
    ["no end", JPEG.subarray(0, -2)],
    ["half an end", JPEG.subarray(0, -1)],
    ["a segment too long", withSegments(JPEG, Buffer.from([0xff, 0xe1, 0xff, 0xff]))],
    ["a segment too short", withSegments(JPEG, Buffer.from([0xff, 0xe1, 0, 1]))],
    ["a second start", withSegments(JPEG, Buffer.from([0xff, 0xd8]))],
    ["many bytes between segments", withSegments(JPEG, segment(0xe1, []), Buffer.alloc(5_000))],
    ["two frames", withSegments(JPEG, segment(0xc0, [8, 0, 8, 0, 8, 1, 1, 0x11, 0]))],
    ["a frame without a size", withSegments(JPEG, segment(0xc0, [8, 0]))],
    ["a scan before the frame", withSegments(JPEG, segment(0xda, [1, 1, 0, 0, 63, 0]))],
    ["nothing but fill bytes", Buffer.alloc(100_000, 0xff).fill(0xd8, 1, 2)],
  ])("%s is refused", async (_, photo) => {
    expect(await typeOf(photo)).toBe("invalid_image");
  });
});

describe("PNG", () => {
  test("keeps what the picture needs, and nothing else", () => {
    expect(chunksOf(inspectImage(PALETTE))).toEqual(["IHDR", "PLTE", "IDAT", "IEND"]);
    const extra = ["tEXt", "eXIf", "pHYs", "gAMA", "cHRM", "sRGB", "acTL", "zzZz", "gAMA"];
    const given = blackPng(
      ...([2, 2] as const),
      extra.map((type) => chunk(type, Buffer.from([1]))),
    );
    const kept = ["IHDR", "eXIf", "gAMA", "cHRM", "sRGB", "IDAT", "IEND"];
    expect(chunksOf(inspectImage(Buffer.concat([given, Buffer.from("more")])))).toEqual(kept);
  });

  test.each<[string, Buffer, boolean]>([
    ["a colour profile", deflateSync(Buffer.alloc(3_000)), true],
    ["one that unpacks to more than 4 MiB", deflateSync(Buffer.alloc(4_194_305)), false],
    ["one of more than 256 KiB", deflateSync(Buffer.alloc(262_144), { level: 0 }), false],
    ["a broken one", Buffer.from("broken"), false],
  ])("%s", (_, packed, isKept) => {
    const given = blackPng(2, 2, [chunk("iCCP", Buffer.concat([Buffer.from("k\0\0"), packed]))]);
    expect(chunksOf(inspectImage(given)).includes("iCCP")).toBe(isKept);
  });

  test("EXIF of more than 64 KiB is dropped", () => {
    const given = blackPng(2, 2, [chunk("eXIf", Buffer.alloc(65_537))]);
    expect(chunksOf(inspectImage(given))).not.toContain("eXIf");
  });

  test.each<[string, Buffer]>([
    ["no header", Buffer.concat([PNG.subarray(0, 8), PNG.subarray(33)])],
    ["a short header", Buffer.concat([PNG.subarray(0, 8), chunk("IHDR", Buffer.alloc(12))])],
    ["no end", PNG.subarray(0, -12)],
    ["half an end", PNG.subarray(0, -1)],
    ["a chunk too long", Buffer.concat([PNG.subarray(0, 33), Buffer.alloc(12, 0xff)])],
  ])("%s is refused", async (_, photo) => {
    expect(await typeOf(photo)).toBe("invalid_image");
  });
});

/** What the walk lets through, or nothing for a problem of the caller; other errors fail the test. */
async function orRefused<T>(run: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await run();
  } catch (error) {
    expect(error).toBeInstanceOf(Problem);
    expect((error as Problem).kind).toBe("invalid");
    return undefined;
  }
}

test("the walk reads the photo alone, and changes nothing that it has let through", async () => {
  const starts = FILES.map((file) => file.subarray(0, 33));
  const random = fc
    .tuple(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 200 }))
    .map((parts) => Buffer.concat(parts));
  const check = async (given: Buffer) => {
    const clean = await orRefused(() => inspectImage(given));
    // In the midst of other bytes, which would end a broken photo well.
    const around = Buffer.concat([END, given, END, chunk("IEND", Buffer.alloc(0))]);
    const within = around.subarray(2, 2 + given.length);
    expect(await orRefused(() => inspectImage(within))).toEqual(clean);
    if (!clean) return;
    expect(clean.length).toBeLessThanOrEqual(given.length);
    expect(inspectImage(clean)).toEqual(clean);
  };
  await fc.assert(fc.asyncProperty(fc.oneof(mutatedPhoto(FILES), random), check), {
    ...SEED,
    numRuns: 1_000,
  });
});
