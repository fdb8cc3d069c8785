import { deflateSync } from "node:zlib";
import sharp, { type Sharp } from "sharp";
import { describe, expect, test } from "vitest";
import { normalisePhoto } from "../../../shared/photos/normalise-photo.ts";
import { blackPng, chunk } from "../support/png.ts";

/** The largest image of a photo. */
const largestOf = async (photo: Uint8Array) => (await normalisePhoto(photo)).images[1_024];

const plain = (width: number, height: number, background = "#c00000"): Sharp =>
  sharp({ create: { width, height, channels: 3, background } });

/** Red on the left, blue on the right. */
async function halves(width: number, height: number): Promise<Sharp> {
  const right = await plain(width / 2, height, "#0000ff")
    .png()
    .toBuffer();
  const image = plain(width, height, "#ff0000").composite([
    { input: right, left: width / 2, top: 0 },
  ]);
  return sharp(await image.png().toBuffer());
}

/** The colour at a place, in words. */
async function colourAt(
  image: Uint8Array,
  [left, top]: readonly [number, number],
): Promise<string> {
  const pixel = await sharp(image).extract({ left, top, width: 1, height: 1 }).raw().toBuffer();
  const near = (value = 0) => (value > 200 ? "f" : value < 55 ? "0" : "7");
  return [...pixel].map(near).join("");
}

async function sizeOf(image: Uint8Array): Promise<string> {
  const { width, height } = await sharp(image).metadata();
  return `${width}x${height}`;
}

describe("every kind of JPEG and PNG becomes an sRGB JPEG", () => {
  test.each<[string, () => Sharp]>([
    ["JPEG", () => plain(60, 30).jpeg()],
    ["progressive JPEG", () => plain(60, 30).jpeg({ progressive: true })],
    ["CMYK JPEG", () => plain(60, 30).toColourspace("cmyk").jpeg()],
    ["grayscale JPEG", () => plain(60, 30).toColourspace("b-w").jpeg()],
    ["JPEG with a wide colour profile", () => plain(60, 30).withIccProfile("p3").jpeg()],
    ["PNG", () => plain(60, 30).png()],
    ["interlaced PNG", () => plain(60, 30).png({ progressive: true })],
    ["transparent PNG", () => plain(60, 30).ensureAlpha(0.5).png()],
    ["palette PNG", () => plain(60, 30).png({ palette: true })],
    ["16-bit PNG", () => plain(60, 30).toColourspace("rgb16").png()],
    ["grayscale PNG", () => plain(60, 30).toColourspace("b-w").png()],
  ])("%s", async (_, image) => {
    const photo = await largestOf(await image().toBuffer());
    const { format, width, height, space, channels, hasProfile } = await sharp(photo).metadata();
    expect({ format, width, height, space, channels, hasProfile }).toEqual({
      ...{ format: "jpeg", width: 60, height: 30, space: "srgb", channels: 3, hasProfile: false },
    });
  });

  test("transparent places become white", async () => {
    const clear = { width: 4, height: 4, channels: 4, background: "#ff000000" } as const;
    const photo = await largestOf(await sharp({ create: clear }).png().toBuffer());
    expect(await colourAt(photo, [2, 2])).toBe("fff");
  });
});

describe("orientation", () => {
  test.each([
    [1, "40x20", [2, 10], [37, 10]],
    [2, "40x20", [37, 10], [2, 10]],
    [3, "40x20", [37, 10], [2, 10]],
    [4, "40x20", [2, 10], [37, 10]],
    [5, "20x40", [10, 2], [10, 37]],
    [6, "20x40", [10, 2], [10, 37]],
    [7, "20x40", [10, 37], [10, 2]],
    [8, "20x40", [10, 37], [10, 2]],
  ] as const)("%i is applied, and gone from the file", async (orientation, size, red, blue) => {
    const given = await (await halves(40, 20)).withMetadata({ orientation }).jpeg().toBuffer();
    const photo = await largestOf(given);
    expect(await sizeOf(photo)).toBe(size);
    expect(await colourAt(photo, red)).toBe("f00");
    expect(await colourAt(photo, blue)).toBe("00f");
    expect((await sharp(photo).metadata()).orientation).toBeUndefined();
  });
});

describe("what a PNG says of its pixels is heeded", () => {
  test("orientation", async () => {
    const given = await (await halves(40, 20)).withMetadata({ orientation: 6 }).png().toBuffer();
    const photo = await largestOf(given);
    expect(await sizeOf(photo)).toBe("20x40");
    expect(await colourAt(photo, [10, 2])).toBe("f00");
  });

  test("colour profile", async () => {
    const given = await plain(8, 8, "#20c020").withIccProfile("p3").png().toBuffer();
    // Read as sRGB, the same bytes would be a grayer green.
    expect(await colourAt(await largestOf(given), [4, 4])).toBe("070");
  });
});

describe("nothing but the picture is kept", () => {
  const CANARY = "Canary Street 5";

  test("of EXIF, XMP and colour profiles", async () => {
    const given = await plain(8, 8)
      .withExif({ IFD0: { Artist: CANARY }, IFD3: { GPSLatitude: "51/1 30/1 0/1" } })
      .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/">${CANARY}</x:xmpmeta>`)
      .withIccProfile("p3")
      .jpeg()
      .toBuffer();
    expect(given.toString("latin1")).toContain(CANARY);
    const photo = await largestOf(given);
    const { exif, xmp, icc, iptc } = await sharp(photo).metadata();
    expect([exif, xmp, icc, iptc]).toEqual([undefined, undefined, undefined, undefined]);
    expect(Buffer.from(photo).toString("latin1")).not.toContain(CANARY);
  });

  test("of comments, text chunks and what follows the picture", async () => {
    const jpeg = await plain(8, 8).jpeg().toBuffer();
    const comment = Buffer.concat([
      Buffer.from([0xff, 0xfe, 0, CANARY.length + 2]),
      Buffer.from(CANARY),
    ]);
    const text = chunk("tEXt", Buffer.from(`Comment\0${CANARY}`));
    for (const given of [
      Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]),
      Buffer.concat([jpeg, Buffer.from(`<script>${CANARY}</script>`)]),
      blackPng(8, 8, [text]),
    ]) {
      expect(given.toString("latin1")).toContain(CANARY);
      const photo = await largestOf(given);
      expect(Buffer.from(photo).toString("latin1")).not.toContain(CANARY);
    }
  });
});

describe("size", () => {
  test.each([
    [3_000, 1_000, "1024x341"],
    [1_000, 3_000, "341x1024"],
    [1_024, 1_024, "1024x1024"],
    [1_025, 1, "1024x1"],
    [1, 16_384, "1x1024"],
    [20, 10, "20x10"],
    [1, 1, "1x1"],
  ])("%ix%i becomes %s", async (width, height, size) => {
    expect(await sizeOf(await largestOf(blackPng(width, height)))).toBe(size);
  });

  test("25 megapixels are taken", async () => {
    expect(await sizeOf(await largestOf(blackPng(5_000, 5_000)))).toBe("1024x1024");
  });

  test("text chunks that swell do no harm", async () => {
    const swollen = Buffer.concat([Buffer.from("k\0\0"), deflateSync(Buffer.alloc(20_000_000))]);
    const before = process.memoryUsage().rss;
    const given = blackPng(8, 8, [chunk("zTXt", swollen), chunk("iCCP", swollen)]);
    expect(await sizeOf(await largestOf(given))).toBe("8x8");
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });
});
