import { inflateSync } from "node:zlib";
import { invalidField } from "../model/problem.ts";
import { inspectJpeg } from "./inspect-jpeg.ts";
import { checkSize, invalidImage, MAX_PIXELS, tooComplex } from "./refused-image.ts";

const MAX_CHUNKS = 100_000;

/** PNG chunks the picture needs; text, which swells when it is read, is not among them. */
const KEPT_CHUNKS = ["IHDR", "PLTE", "tRNS", "IDAT", "IEND", "gAMA", "cHRM", "sRGB"];
/** EXIF tells the orientation. It is not compressed; a JPEG holds no more than this either. */
const MAX_EXIF_BYTES = 65_536;
const MAX_PACKED_PROFILE_BYTES = 262_144;
const MAX_PROFILE_BYTES = 4_194_304;

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/**
 * Walks over the parts of a JPEG or PNG without decoding any, so that no decoder is given a small
 * file that needs much memory or time.
 * @returns the file without what follows the picture; a PNG also without chunks it does not need, a
 * JPEG without the slips of cameras that a strict decoder refuses
 * @throws Problem `invalid` for another format, broken parts, too many pixels, or too many parts
 */
export function inspectImage(photo: Uint8Array): Uint8Array {
  const bytes = Buffer.from(photo.buffer, photo.byteOffset, photo.byteLength);
  if (PNG_SIGNATURE.every((byte, index) => bytes[index] === byte)) return inspectPng(bytes);
  if (isJpeg(bytes)) return inspectJpeg(bytes);
  throw invalidField("photo", "unsupported_image_type", "Must be a JPEG or PNG image.");
}

/** Whether it begins as a JPEG does. */
export function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
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
  checkSize(data.readUInt32BE(0), data.readUInt32BE(4), MAX_PIXELS);
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
