import { deflateSync } from "node:zlib";
import sharp, { type Sharp } from "sharp";
import { expect, test } from "vitest";
import { PHOTO_SIZES } from "../../../shared/model/photo/photo-sizes.ts";
import { normalisePhoto } from "../../../shared/photos/normalise-photo.ts";
import { chunk } from "../support/png.ts";
import { ADOBE_RGB, iccProfile } from "./icc-profile.ts";
import { metadataOf, segment, withSegments } from "./jpeg-parts.ts";

const plain = (width: number, height: number, background = "#c00000"): Sharp =>
  sharp({ create: { width, height, channels: 3, background } });

const CANARY = "Canary Street 5";
const text = Buffer.from(CANARY);

/** EXIF whose second directory holds a preview (EXIF 2.32, 4.5.7). */
function exifWithPreview(preview: Buffer): Buffer {
  const entry = (tag: number, value: number) => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt16BE(tag, 0);
    bytes.writeUInt16BE(4, 2);
    bytes.writeUInt32BE(1, 4);
    bytes.writeUInt32BE(value, 8);
    return bytes;
  };
  const start = Buffer.from([0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 0, 0, 0, 0, 14, 0, 2]);
  const places = [entry(0x0201, 44), entry(0x0202, preview.length)];
  return Buffer.concat([Buffer.from("Exif\0\0"), start, ...places, Buffer.alloc(4), preview]);
}

async function files(): Promise<Record<string, Buffer>> {
  const jpeg = await plain(300, 200).jpeg().toBuffer();
  const png = await plain(300, 200).png().toBuffer();
  const labelled = plain(300, 200)
    .withExif({ IFD0: { Artist: CANARY }, IFD3: { GPSLatitude: "51/1 30/1 0/1" } })
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/">${CANARY}</x:xmpmeta>`)
    .withIccProfile("p3");
  const inner = withSegments(await plain(30, 20, "#00ff00").jpeg().toBuffer(), segment(0xfe, text));
  const inPng = (...chunks: Buffer[]) =>
    Buffer.concat([png.subarray(0, 33), ...chunks, png.subarray(33)]);
  return {
    "EXIF, XMP and a profile in a JPEG": await labelled.clone().jpeg().toBuffer(),
    "EXIF, XMP and a profile in a PNG": await labelled.clone().png().toBuffer(),
    "a comment": withSegments(jpeg, segment(0xfe, text)),
    IPTC: withSegments(
      jpeg,
      segment(
        0xed,
        Buffer.concat([Buffer.from("Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x14"), text]),
      ),
    ),
    "a preview in EXIF": withSegments(jpeg, segment(0xe1, exifWithPreview(inner))),
    "text chunks": inPng(
      chunk("tEXt", Buffer.concat([Buffer.from("Comment\0"), text])),
      chunk("iTXt", Buffer.concat([Buffer.from("Comment\0\0\0\0\0"), text])),
    ),
    "an archive behind a JPEG": Buffer.concat([jpeg, Buffer.from("PK\x03\x04"), text]),
    "an archive behind a PNG": Buffer.concat([png, Buffer.from("PK\x03\x04"), text]),
    "a script behind a JPEG": Buffer.concat([jpeg, Buffer.from(`<script>${CANARY}</script>`)]),
    "a second photo behind a JPEG": Buffer.concat([jpeg, inner]),
  };
}

test.each(Object.entries(await files()))("nothing is kept of %s", async (_, given) => {
  expect(given.includes("Canary")).toBe(true);
  const photo = await normalisePhoto(given);
  expect([photo.width, photo.height]).toEqual([300, 200]);
  for (const size of PHOTO_SIZES) {
    expect(metadataOf(photo.images[size])).toEqual([]);
    expect(Buffer.from(photo.images[size]).includes("Canary")).toBe(false);
  }
});

test("what is broken beside the picture does not spoil it", async () => {
  const jpeg = await plain(30, 20, "#c83818").jpeg().toBuffer();
  const png = await plain(30, 20, "#c83818").png().toBuffer();
  const profile = Buffer.concat([
    Buffer.from("p\0\0"),
    deflateSync(iccProfile(ADOBE_RGB).subarray(0, 200)),
  ]);
  const chunks = [
    chunk("gAMA", Buffer.alloc(3)),
    chunk("cHRM", Buffer.alloc(32)),
    chunk("eXIf", Buffer.from("none")),
    chunk("iCCP", profile),
  ];
  const files = [
    withSegments(jpeg, segment(0xe1, Buffer.from("Exif\0\0MM, and no more of it"))),
    withSegments(jpeg, segment(0xe2, Buffer.from("ICC_PROFILE\0\x01\x01none", "latin1"))),
    ...chunks.map((broken) => Buffer.concat([png.subarray(0, 33), broken, png.subarray(33)])),
  ];
  // Red in the file, and red after it: 0xc8 less the little that JPEG takes.
  for (const file of files) expect((await normalisePhoto(file)).color).toMatch(/^#c[6-9a]3/);
});
