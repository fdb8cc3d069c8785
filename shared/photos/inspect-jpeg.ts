import { checkSize, invalidImage, MAX_PIXELS, tooComplex } from "./refused-image.ts";

/**
 * Of one sequential scan, as cameras write it: libjpeg keeps a row of blocks of it, and shrinks it
 * while it reads. Phones of 48 and 50 megapixels stay below.
 */
export const MAX_CAMERA_PIXELS = 52_000_000;
/** Every scan of a progressive JPEG goes over all pixels. Encoders write 3 to 12. */
const MAX_SCANS = 64;
const MAX_SEGMENTS = 10_000;
/** Stray bytes between segments, in all. Pixel phones leave 18, Photoshop a few. */
const MAX_STRAY_BYTES = 4_096;

const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;
/** Baseline and extended sequential (ITU-T T.81, table B.1). */
const SEQUENTIAL = [0xc0, 0xc1];
/** First and last frequency, and bits: what every scan of a sequential frame says (B.2.3). */
const WHOLE_SCAN = Buffer.from([0, 63, 0]);

/** What the walk has met so far. */
interface Met {
  /** The marker of the frame; 0 before it came. */
  frame: number;
  /** The content of the frame's segment. */
  header: Buffer;
  scans: number;
  stray: number;
  /** Parts of the file, in order, that are to be decoded. */
  readonly kept: Buffer[];
}

/**
 * Segments: marker, length, content; entropy-coded data after each start of scan (ITU-T T.81, B.1).
 * A JPEG inside a segment, such as a thumbnail, is skipped with it. Two slips of cameras, which every
 * viewer passes over, are put right, so that a decoder may take any warning for damage: stray bytes
 * between segments, and a sequential scan that does not say it has all frequencies (Samsung).
 */
export function inspectJpeg(bytes: Buffer): Buffer {
  const met: Met = {
    frame: 0,
    header: Buffer.alloc(0),
    scans: 0,
    stray: 0,
    kept: [bytes.subarray(0, 2)],
  };
  let at = 2;
  for (let count = 0; count < MAX_SEGMENTS; count += 1) {
    const from = skipStray(bytes, at, met);
    const start = endOfMarker(bytes, from);
    const marker = bytes[start - 1] ?? 0;
    if (marker === END_OF_IMAGE) {
      if (met.scans === 0) throw invalidImage();
      return Buffer.concat([...met.kept, bytes.subarray(from, start)]);
    }
    const end = endOfSegment(bytes, start);
    const segment = bytes.subarray(start, end);
    if (isFrame(marker)) noteFrame(met, marker, segment);
    if (marker === START_OF_SCAN) {
      noteScan(met, segment);
      at = endOfScan(bytes, end);
      met.kept.push(bytes.subarray(from, start), wholeScan(met, segment), bytes.subarray(end, at));
    } else {
      at = end;
      met.kept.push(bytes.subarray(from, end));
    }
  }
  throw tooComplex("Must have at most 10,000 segments.");
}

/** Where the next marker begins. */
function skipStray(bytes: Buffer, from: number, met: Met): number {
  if (bytes[from] === 0xff) return from;
  const next = bytes.indexOf(0xff, from);
  met.stray += next - from;
  if (next === -1 || met.stray > MAX_STRAY_BYTES) throw invalidImage();
  return next;
}

function noteFrame(met: Met, marker: number, segment: Buffer): void {
  if (met.frame !== 0) throw invalidImage();
  Object.assign(met, { frame: marker, header: segment });
  checkFrame(segment, SEQUENTIAL.includes(marker) ? MAX_CAMERA_PIXELS : MAX_PIXELS);
}

function noteScan(met: Met, segment: Buffer): void {
  met.scans += 1;
  if (met.frame === 0 || segment.length < 6) throw invalidImage();
  if (met.scans > MAX_SCANS) throw tooComplex("Must have at most 64 scans.");
  // A decoder keeps all of a picture that comes in several scans, or in one that leaves a part out.
  const isWhole = met.scans === 1 && segment[2] === met.header[7];
  if (!isWhole) checkFrame(met.header, MAX_PIXELS);
}

/** A sequential scan with the frequencies that it has anyway. */
function wholeScan({ frame }: Met, segment: Buffer): Buffer {
  if (!SEQUENTIAL.includes(frame)) return segment;
  return Buffer.concat([segment.subarray(0, -WHOLE_SCAN.length), WHOLE_SCAN]);
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
function checkFrame(segment: Buffer, most: number): void {
  if (segment.length < 8) throw invalidImage();
  checkSize(segment.readUInt16BE(5), segment.readUInt16BE(3), most);
}
