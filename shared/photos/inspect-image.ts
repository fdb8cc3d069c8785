import { inflateSync } from "node:zlib";
import { invalidField } from "../model/problem.ts";

/** 25 megapixels: what a good phone takes, and what fits in the function's memory. */
export const MAX_PIXELS = 25_000_000;
/** Decoding costs by the row as well, so that few pixels in very many rows are slow. */
const MAX_SIDE = 16_384;
/** Every scan of a progressive JPEG goes over all pixels. Encoders write 3 to 12. */
const MAX_SCANS = 64;
const MAX_SEGMENTS = 10_000;
const MAX_CHUNKS = 100_000;

/** PNG chunks the picture needs; text, which swells when it is read, is not among them. */
const KEPT_CHUNKS = ["IHDR", "PLTE", "tRNS", "IDAT", "IEND", "gAMA", "cHRM", "sRGB"];
/** EXIF tells the orientation. It is not compressed; a JPEG holds no more than this either. */
const MAX_EXIF_BYTES = 65_536;
const MAX_PACKED_PROFILE_BYTES = 262_144;
const MAX_PROFILE_BYTES = 4_194_304;

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;

/**
 * Walks over the parts of a JPEG or PNG without decoding any, so that no decoder is given a small
 * file that needs much memory or time.
 * @returns the file without what follows the picture; a PNG also without chunks it does not need
 * @throws Problem `invalid` for another format, broken parts, too many pixels, or too many parts
 */
export function inspectImage(photo: Uint8Array): Uint8Array {
  const bytes = Buffer.from(photo.buffer, photo.byteOffset, photo.byteLength);
  if (PNG_SIGNATURE.every((byte, index) => bytes[index] === byte)) return inspectPng(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return inspectJpeg(bytes);
  throw invalidField("photo", "unsupported_image_type", "Must be a JPEG or PNG image.");
}

/** For a file that is not whole, or not what it says it is. */
export function invalidImage(): Error {
  return invalidField("photo", "invalid_image", "Could not be read as an image; is it whole?");
}

function tooComplex(msg: string): Error {
  return invalidField("photo", "too_complex", msg);
}

function checkSize(width: number, height: number): void {
  if (width === 0 || height === 0) throw invalidImage();
  if (width <= MAX_SIDE && height <= MAX_SIDE && width * height <= MAX_PIXELS) return;
  const msg = "Must have at most 25 million pixels and 16,384 pixels a side.";
  throw invalidField("photo", "too_many_pixels", msg);
}

/** Chunks: length of the data, type, data, checksum (PNG specification, 5.3). */
function inspectPng(bytes: Buffer): Buffer {
  const kept = [bytes.subarray(0, PNG_SIGNATURE.length)];
  const seen = new Set<string>();
  let at = PNG_SIGNATURE.length;
  for (let count = 0; count < MAX_CHUNKS; count += 1) {
    if (at + 12 > bytes.length) throw invalidImage();
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length) throw invalidImage();
    const type = bytes.toString("latin1", at + 4, at + 8);
    const data = bytes.subarray(at + 8, end - 4);
    if (count === 0) checkHeader(type, data);
    // Only pixels come in several chunks; a second profile would be unpacked a second time.
    const isNew = type === "IDAT" || !seen.has(type);
    seen.add(type);
    if (isNew && isKept(type, data)) kept.push(bytes.subarray(at, end));
    if (type === "IEND") return Buffer.concat(kept);
    at = end;
  }
  throw tooComplex("Must have at most 100,000 chunks.");
}

function checkHeader(type: string, data: Buffer): void {
  if (type !== "IHDR" || data.length !== 13) throw invalidImage();
  checkSize(data.readUInt32BE(0), data.readUInt32BE(4));
}

function isKept(type: string, data: Buffer): boolean {
  if (type === "eXIf") return data.length <= MAX_EXIF_BYTES;
  if (type === "iCCP") return data.length <= MAX_PACKED_PROFILE_BYTES && isSmallProfile(data);
  return KEPT_CHUNKS.includes(type);
}

/** True for a colour profile that unpacks to a bounded size: name, 0, method, deflated profile. */
function isSmallProfile(data: Buffer): boolean {
  try {
    inflateSync(data.subarray(data.indexOf(0) + 2), { maxOutputLength: MAX_PROFILE_BYTES });
    return true;
  } catch {
    return false;
  }
}

/**
 * Segments: marker, length, content; entropy-coded data after each start of scan (ITU-T T.81, B.1).
 * A JPEG inside a segment, such as a thumbnail, is skipped with it.
 */
function inspectJpeg(bytes: Buffer): Buffer {
  let [at, scans, frames] = [2, 0, 0];
  for (let count = 0; count < MAX_SEGMENTS; count += 1) {
    const start = endOfMarker(bytes, at);
    const marker = bytes[start - 1] ?? 0;
    if (marker === END_OF_IMAGE) {
      if (scans === 0) throw invalidImage();
      return bytes.subarray(0, start);
    }
    at = endOfSegment(bytes, start);
    if (isFrame(marker)) {
      frames += 1;
      if (frames > 1) throw invalidImage();
      checkFrame(bytes.subarray(start, at));
    }
    if (marker === START_OF_SCAN) {
      scans += 1;
      if (frames === 0) throw invalidImage();
      if (scans > MAX_SCANS) throw tooComplex("Must have at most 64 scans.");
      at = endOfScan(bytes, at);
    }
  }
  throw tooComplex("Must have at most 10,000 segments.");
}

/** A marker is 0xff, any number of times, and its code. Codes below 0xc0 start no segment. */
function endOfMarker(bytes: Buffer, from: number): number {
  let at = from;
  while (bytes[at] === 0xff) at += 1;
  const code = bytes[at] ?? 0;
  // Neither does a restart, nor a second image within the first.
  if (at === from || code < 0xc0 || (code >= 0xd0 && code <= 0xd8)) throw invalidImage();
  return at + 1;
}

/** The length counts its own two bytes. */
function endOfSegment(bytes: Buffer, start: number): number {
  if (start + 2 > bytes.length) throw invalidImage();
  const length = bytes.readUInt16BE(start);
  if (length < 2 || start + length > bytes.length) throw invalidImage();
  return start + length;
}

/** Where the next marker is: not an escaped 0xff (0xff00), a fill byte or a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  // Searched natively: a cold function has not compiled this loop, and a photo is mostly scans.
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const code = bytes[at + 1] ?? 0;
    if (code !== 0 && code !== 0xff && (code < 0xd0 || code > 0xd7)) return at;
  }
  throw invalidImage();
}

/** SOF0 to SOF15, without the tables (DHT, DAC) and the extension that lie between them. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** Length, bits a sample, height, width. */
function checkFrame(segment: Buffer): void {
  if (segment.length < 8) throw invalidImage();
  checkSize(segment.readUInt16BE(5), segment.readUInt16BE(3));
}
