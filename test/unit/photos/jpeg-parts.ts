/** A segment of a JPEG (ITU-T T.81, B.1.1.4). */
export function segment(marker: number, data: Uint8Array | readonly number[]): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, Buffer.from(data)]);
}

/** A segment right after the start of a JPEG. */
export function withSegments(jpeg: Buffer, ...segments: readonly Buffer[]): Buffer {
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);
}

/** One-bit codes: a 0 says "no more in this block". */
const TABLES = [
  segment(0xdb, [0, ...new Array<number>(64).fill(1)]),
  segment(0xc4, [0x00, 1, ...new Array<number>(15).fill(0), 0]),
  segment(0xc4, [0x10, 1, ...new Array<number>(15).fill(0), 0]),
];

/**
 * A valid progressive JPEG without detail: a scan of the means, then scans that each bring one bit
 * of one frequency of the first component.
 * @param scans 1 to 883
 * @param components 1 for grey, 3 for colour, 4 for CMYK, which takes the most memory
 */
export function progressiveJpeg(scans: number, side = 8, components: 1 | 3 | 4 = 1): Buffer {
  const blocks = Math.ceil(side / 8) ** 2;
  const ids = Array.from({ length: components }, (_, index) => index + 1);
  const scan = (of: readonly number[], from: number, bits: number) =>
    Buffer.concat([
      segment(0xda, [of.length, ...of.flatMap((id) => [id, 0]), from, from, bits]),
      zeroBits(blocks * of.length),
    ]);
  const details = Array.from({ length: scans - 1 }, (_, index) => {
    const bit = 13 - Math.floor(index / 63);
    return scan([1], 1 + (index % 63), bit === 13 ? 13 : ((bit + 1) << 4) | bit);
  });
  const size = [side >> 8, side & 255];
  const frame = [8, ...size, ...size, components, ...ids.flatMap((id) => [id, 0x11, 0])];
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...[...TABLES, segment(0xc2, frame), scan(ids, 0, 0), ...details],
    Buffer.from([0xff, 0xd9]),
  ]);
}

/** The last byte is filled with ones. */
function zeroBits(count: number): Buffer {
  const bytes = Buffer.alloc(Math.ceil(count / 8));
  if (count % 8 > 0) bytes[bytes.length - 1] = 0xff >> (count % 8);
  return bytes;
}

/** The markers before the first scan, in order, and `"trailing"` when bytes follow the end. */
function partsOf(jpeg: Uint8Array): (number | "trailing")[] {
  const bytes = Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  const parts: (number | "trailing")[] = [];
  for (let at = 2; at + 4 <= bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes[at + 1] ?? 0;
    parts.push(marker);
    if (bytes[at] !== 0xff || marker === 0xda) break;
  }
  if (bytes.indexOf(Buffer.from([0xff, 0xd9])) !== bytes.length - 2) parts.push("trailing");
  return parts;
}

/** Tables, one frame and one scan: all that a picture without metadata needs. */
const PICTURE_ONLY = [0xdb, 0xc0, 0xc4, 0xda];

/** Parts of a JPEG that are not the picture itself; empty for one without metadata. */
export function metadataOf(jpeg: Uint8Array): (number | "trailing")[] {
  return partsOf(jpeg).filter((part) => part === "trailing" || !PICTURE_ONLY.includes(part));
}
