import { crc32, deflateSync, inflateSync } from "node:zlib";
import fc from "fast-check";

/** A photo as its parts: what starts it, segments or chunks, and what belongs to none. */
type Parts = readonly Buffer[];

interface Edit {
  readonly kind: (typeof KINDS)[number];
  /** Which part, and where in it; each is taken modulo what there is. */
  readonly part: number;
  readonly place: number;
  readonly value: number;
  readonly bytes: Uint8Array;
}

// biome-ignore format: one to a line hides the list.
const KINDS = [
  "flip", "overwrite", "insert", "remove", "truncate", "splice",
  "length", "size", "repeat", "drop", "swap", "pixels",
] as const;

const PNG_START = 0x89;
const INTERESTING = [0, 1, 2, 3, 0x7f, 0x80, 0xff, 0x1_00, 0x7f_ff, 0xff_ff, 0x7fff_ffff];
/** Sides within and beyond what is taken, 25 megapixels among them. */
const SIDES = [0, 1, 2, 17, 1_023, 1_500, 5_000, 16_384, 16_385, 65_535];

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom(...KINDS),
  part: fc.nat(1_000),
  place: fc.nat(100_000),
  value: fc.nat(1_000),
  bytes: fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 6 }),
    fc.constantFrom(Buffer.from([0xff, 0xd9]), Buffer.from([0xff, 0xda]), Buffer.alloc(4, 0xff)),
  ),
});

/**
 * Valid files with one to three faults in them: bits turned, parts spliced, repeated, dropped or
 * swapped, wrong lengths and sizes, spoilt pixels, a cut end. Checksums of a PNG mostly fit again,
 * or nothing but the checksum would be tested.
 */
export function mutatedPhoto(files: readonly Buffer[]): fc.Arbitrary<Buffer> {
  const edits = fc.array(edit, { minLength: 1, maxLength: 3 });
  const file = fc.constantFrom(...files);
  const isMended = fc.integer({ min: 0, max: 9 }).map((number) => number > 0);
  return fc.tuple(file, file, edits, isMended).map(([given, other, list, mended]) => {
    const parts = list.reduce((result, one) => applied(one, result, other), partsOf(given));
    return Buffer.concat(given[0] === PNG_START && mended ? parts.map(withChecksum) : parts);
  });
}

type Mutation = (part: Buffer, edit: Edit, other: Buffer) => readonly Buffer[];

/** Each puts other parts into the place of one. */
const MUTATIONS: Readonly<Record<(typeof KINDS)[number], Mutation>> = {
  flip: (part, { place, value }) => {
    const at = place % Math.max(1, part.length);
    return [overwritten(part, at, Buffer.from([(part[at] ?? 0) ^ (1 << (value % 8))]))];
  },
  overwrite: (part, { place, bytes }) => [overwritten(part, place % (part.length + 1), bytes)],
  insert: (part, { place, bytes }) => [replaced(part, place, 0, bytes)],
  remove: (part, { place, value }) => [replaced(part, place, value % 40, [])],
  truncate: (part, { place }) => [part.subarray(0, place % (part.length + 1))],
  splice: (part, { place, value }, other) => {
    const from = (place * 7) % other.length;
    return [replaced(part, place, value % 60, other.subarray(from, from + (value % 90)))];
  },
  length: (part, { value }) => {
    const wrong = INTERESTING[value % INTERESTING.length] ?? 0;
    return [
      part[0] === 0xff ? withNumber(part, 2, wrong & 0xff_ff) : withNumber(part, 0, wrong, 4),
    ];
  },
  size: (part, { place, value }) => {
    const sides = [SIDES[value % SIDES.length] ?? 0, SIDES[place % SIDES.length] ?? 0] as const;
    if (typeOf(part) === "IHDR")
      return [withNumber(withNumber(part, 8, sides[0], 4), 12, sides[1], 4)];
    if (!isFrame(part)) return [part];
    return [withNumber(withNumber(part, 5, sides[0]), 7, sides[1])];
  },
  repeat: (part, { value }) => new Array<Buffer>(2 + (value % 5)).fill(part),
  drop: () => [],
  swap: (part) => [part],
  pixels: (part, { place, bytes }) => {
    if (typeOf(part) !== "IDAT") return [part];
    const rows = unpacked(part.subarray(8, -4));
    const packed = deflateSync(overwritten(rows, place % (rows.length + 1), bytes));
    return [
      Buffer.concat([number(packed.length, 4), part.subarray(4, 8), packed, Buffer.alloc(4)]),
    ];
  },
};

function applied(one: Edit, parts: Parts, other: Buffer): Parts {
  if (parts.length === 0) return parts;
  const index = indexOf(one, parts);
  if (one.kind === "swap") {
    const with_ = (index + 1 + (one.place % parts.length)) % parts.length;
    return parts.with(index, parts[with_] as Buffer).with(with_, parts[index] as Buffer);
  }
  return parts.toSpliced(index, 1, ...MUTATIONS[one.kind](parts[index] as Buffer, one, other));
}

/** Some faults make sense in one part only. */
function indexOf({ kind, part }: Edit, parts: Parts): number {
  const fitting = {
    size: (each: Buffer) => typeOf(each) === "IHDR" || isFrame(each),
    pixels: (each: Buffer) => typeOf(each) === "IDAT",
  }[kind as string];
  const found = fitting ? parts.findIndex(fitting) : -1;
  return found === -1 ? part % parts.length : found;
}

function partsOf(file: Buffer): Parts {
  return file[0] === PNG_START ? chunksOf(file) : segmentsOf(file);
}

function chunksOf(png: Buffer): Parts {
  const parts = [png.subarray(0, 8)];
  for (let at = 8; at < png.length; ) {
    const end = at + 12 + png.readUInt32BE(at);
    parts.push(png.subarray(at, end));
    at = end;
  }
  return parts;
}

/** Segments, the data of a scan by itself. */
export function segmentsOf(jpeg: Buffer): Parts {
  const parts = [jpeg.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= jpeg.length) {
    const isMarker = jpeg[at] === 0xff && jpeg[at + 1] !== 0;
    const end = isMarker ? at + 2 + jpeg.readUInt16BE(at + 2) : endOfData(jpeg, at);
    parts.push(jpeg.subarray(at, end));
    at = end;
  }
  return [...parts, jpeg.subarray(at)];
}

function endOfData(jpeg: Buffer, from: number): number {
  let at = from;
  while (at < jpeg.length && !(jpeg[at] === 0xff && jpeg[at + 1] !== 0)) at += 1;
  return at;
}

function typeOf(part: Buffer): string {
  return part.toString("latin1", 4, 8);
}

function isFrame(part: Buffer): boolean {
  return part[0] === 0xff && [0xc0, 0xc1, 0xc2].includes(part[1] ?? 0) && part.length > 9;
}

function withChecksum(part: Buffer): Buffer {
  const isWhole = part.length >= 12 && part.readUInt32BE(0) === part.length - 12;
  return isWhole
    ? Buffer.concat([part.subarray(0, -4), number(crc32(part.subarray(4, -4)), 4)])
    : part;
}

function unpacked(packed: Buffer): Buffer {
  try {
    return inflateSync(packed);
  } catch {
    return Buffer.alloc(0);
  }
}

function replaced(part: Buffer, place: number, skip: number, bytes: Uint8Array | []): Buffer {
  const at = place % (part.length + 1);
  return Buffer.concat([part.subarray(0, at), Buffer.from(bytes), part.subarray(at + skip)]);
}

function overwritten(part: Buffer, at: number, bytes: Uint8Array): Buffer {
  return Buffer.concat([part.subarray(0, at), bytes, part.subarray(at + bytes.length)]);
}

function withNumber(part: Buffer, at: number, value: number, size = 2): Buffer {
  return at + size > part.length ? part : overwritten(part, at, number(value, size));
}

function number(value: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  bytes.writeUIntBE(value, 0, size);
  return bytes;
}
