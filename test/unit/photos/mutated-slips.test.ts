import fc from "fast-check";
import sharp from "sharp";
import { expect, test } from "vitest";
import { normalisePhoto } from "../../../shared/photos/normalise-photo.ts";
import { problemOf } from "../support/problem-of.ts";
import { segment } from "./jpeg-parts.ts";
import { segmentsOf } from "./mutated-photo.ts";

const SEED = 20_261_128;
const END = Buffer.from([0xff, 0xd9]);
const FRAMES = [0xc0, 0xc2];
const [SCAN, QUANTISATION] = [0xda, 0xdb];

/** Files of the kinds that phones write. The last is in several scans, whose frequencies matter. */
const FILES = await Promise.all(
  [
    picture().jpeg(),
    picture().withMetadata({ orientation: 6 }).withIccProfile("p3").jpeg({ quality: 95 }),
    picture().jpeg({ chromaSubsampling: "4:4:4", optimiseCoding: false }),
    picture().toColourspace("b-w").jpeg(),
    picture().jpeg({ progressive: true }),
  ].map((image) => image.toBuffer()),
);
const EXPECTED = await Promise.all(FILES.map(normalisePhoto));

/** Detail that is the same in every run. */
function picture() {
  const pixels = Buffer.from(Array.from({ length: 24 * 120 * 3 }, (_, at) => (at * at * 31) % 251));
  return sharp(pixels, { raw: { width: 24, height: 120, channels: 3 } });
}

/** Undefined for the data of a scan. */
function markerOf(part: Buffer | undefined): number | undefined {
  return part?.[0] === 0xff && part[1] !== 0 ? part[1] : undefined;
}

const isFrame = (part: Buffer) => FRAMES.includes(markerOf(part) ?? 0);

/** No part of it begins a marker. Pixel phones leave 18 zeros. */
const stray = fc.oneof(
  fc.integer({ min: 1, max: 40 }).map((length) => Buffer.alloc(length)),
  fc.array(fc.nat(0xfe), { maxLength: 24 }).map((bytes) => Buffer.from(bytes)),
);
const slips = fc.record({
  /** Each with its place among those where a segment follows a segment. */
  strays: fc.array(fc.tuple(fc.nat(50), stray), { maxLength: 6 }),
  /** First and last frequency, and bits, as a scan of a Samsung says them. */
  scan: fc.option(fc.tuple(fc.nat(63), fc.nat(63), fc.nat(255)), { nil: undefined }),
  /** What follows the picture: Samsung writes notes of its own there, others a video. */
  trailer: fc.uint8Array({ maxLength: 60 }),
});
type Slips = typeof slips extends fc.Arbitrary<infer T> ? T : never;

/** A photo made of these parts, as a camera would have written it. */
function slipped(parts: readonly Buffer[], { strays, scan, trailer }: Slips): Buffer {
  const isSequential = parts.some((part) => markerOf(part) === FRAMES[0]);
  const result = parts.map((part) =>
    scan && isSequential && markerOf(part) === SCAN
      ? Buffer.concat([part.subarray(0, -scan.length), Buffer.from(scan)])
      : part,
  );
  // The first segment follows at once: else it is no JPEG.
  const follows = (part: Buffer, at: number) =>
    at > 1 && markerOf(part) !== undefined && markerOf(parts[at - 1]) !== undefined;
  const places = parts.flatMap((part, at) => (follows(part, at) ? [at] : []));
  for (const [place, bytes] of strays) {
    const at = places[place % places.length] ?? 0;
    result[at] = Buffer.concat([bytes, result[at] ?? END]);
  }
  return Buffer.concat([...result, trailer]);
}

const file = fc.nat(FILES.length - 1);

test("what cameras slip in is passed over: the same pixels come out", async () => {
  const property = fc.asyncProperty(file, slips, async (index, given) => {
    const photo = slipped(segmentsOf(FILES[index] as Buffer), given);
    expect(await normalisePhoto(photo)).toEqual(EXPECTED[index]);
  });
  await fc.assert(property, { seed: SEED, numRuns: 80 });
});

type Damage = (parts: readonly Buffer[], share: number) => readonly Buffer[];

/** Puts something into the data of the first scan, or what follows it into its place. */
function within(parts: readonly Buffer[], share: number, ...put: readonly Buffer[]): Buffer[] {
  const data = parts.findIndex((part, at) => at > 0 && markerOf(part) === undefined);
  const bytes = parts[data] as Buffer;
  const at = Math.floor(bytes.length * share);
  // Not between 0xff and the 0 that escapes it.
  const cut = bytes[at - 1] === 0xff ? at - 1 : at;
  const rest = put.length > 0 ? [bytes.subarray(cut), ...parts.slice(data + 1)] : [];
  return [...parts.slice(0, data), bytes.subarray(0, cut), ...put, ...rest];
}

const DAMAGES: Readonly<Record<string, Damage>> = {
  "cut short": (parts, share) => within(parts, share),
  "cut short, and ended": (parts, share) => [...within(parts, share), END],
  "an end within": (parts, share) => within(parts, share, END),
  "a segment within the data": (parts, share) => within(parts, share, segment(0xfe, [1, 2, 3])),
  "more rows than there are": (parts, share) =>
    parts.map((part) => {
      if (!isFrame(part)) return part;
      const copy = Buffer.from(part);
      copy.writeUInt16BE(copy.readUInt16BE(5) + 16 + Math.floor(share * 1_000), 5);
      return copy;
    }),
  "no frame": (parts) => parts.filter((part) => !isFrame(part)),
  "no tables": (parts) => parts.filter((part) => markerOf(part) !== QUANTISATION),
  "too many bytes between": (parts) => parts.toSpliced(2, 0, Buffer.alloc(4_097)),
};

test.each(Object.entries(DAMAGES))("with slips and damage it is refused: %s", async (_, damage) => {
  // Above the last rows: what a decoder warns of there, libvips does not ask for any more.
  const share = fc.double({ min: 0.05, max: 0.8, noNaN: true });
  const property = fc.asyncProperty(file, slips, share, async (index, given, at) => {
    const photo = slipped(damage(segmentsOf(FILES[index] as Buffer), at), given);
    const { kind, issues } = await problemOf(() => normalisePhoto(photo));
    expect([kind, issues?.[0]?.type]).toEqual(["invalid", "invalid_image"]);
  });
  await fc.assert(property, { seed: SEED, numRuns: 40 });
});
