/** Colours of the three primaries as XYZ under D50, and the curve from value to light. */
export interface RgbSpace {
  readonly primaries: readonly (readonly [number, number, number])[];
  readonly gamma: number;
}

/** Adobe RGB (1998), 4.3.5.3: greens that sRGB does not hold. */
export const ADOBE_RGB: RgbSpace = {
  primaries: [
    [0.60974, 0.31111, 0.01947],
    [0.20528, 0.62567, 0.06087],
    [0.14919, 0.06322, 0.74457],
  ],
  gamma: 2.19921875,
};

const WHITE = [0.9642, 1, 0.8249] as const;

/** An ICC profile, version 2, of a matrix and curves (ICC.1:2001-04). */
export function iccProfile({ primaries, gamma }: RgbSpace): Buffer {
  const curve = Buffer.alloc(16);
  curve.write("curv", 0, "latin1");
  curve.writeUInt32BE(1, 8);
  curve.writeUInt16BE(Math.round(gamma * 256), 12);
  const [red = WHITE, green = WHITE, blue = WHITE] = primaries;
  const tags: [string, Buffer][] = [
    ["wtpt", xyz(WHITE)],
    ["rXYZ", xyz(red)],
    ["gXYZ", xyz(green)],
    ["bXYZ", xyz(blue)],
    ["rTRC", curve],
    ["gTRC", curve],
    ["bTRC", curve],
  ];
  const directory = Buffer.alloc(4 + 12 * tags.length);
  directory.writeUInt32BE(tags.length, 0);
  let at = 128 + directory.length;
  for (const [index, [name, data]] of tags.entries()) {
    const entry = 4 + 12 * index;
    directory.write(name, entry, "latin1");
    directory.writeUInt32BE(at, entry + 4);
    directory.writeUInt32BE(data.length, entry + 8);
    at += data.length;
  }
  return Buffer.concat([header(at), directory, ...tags.map(([, data]) => data)]);
}

function header(size: number): Buffer {
  const bytes = Buffer.alloc(128);
  bytes.writeUInt32BE(size, 0);
  bytes.writeUInt32BE(0x02400000, 8);
  bytes.write("mntrRGB XYZ ", 12, "latin1");
  bytes.write("acsp", 36, "latin1");
  for (const [index, value] of WHITE.entries()) bytes.writeInt32BE(fixed(value), 68 + 4 * index);
  return bytes;
}

function xyz(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(20);
  bytes.write("XYZ ", 0, "latin1");
  for (const [index, value] of values.entries()) bytes.writeInt32BE(fixed(value), 8 + 4 * index);
  return bytes;
}

/** 15 bits before the point and 16 behind it. */
function fixed(value: number): number {
  return Math.round(value * 65_536);
}

/** From XYZ under D50 to linear sRGB (IEC 61966-2-1, adapted by Bradford). */
const TO_SRGB = [
  [3.1338561, -1.6168667, -0.4906146],
  [-0.9787684, 1.9161415, 0.033454],
  [0.0719453, -0.2289914, 1.4052427],
] as const;

/** The sRGB levels of a colour of another space; what sRGB does not hold is cut off. */
export function toSrgb({ primaries, gamma }: RgbSpace, levels: readonly number[]): number[] {
  const light = levels.map((level) => (level / 255) ** gamma);
  const color = [0, 1, 2].map((axis) =>
    dot(
      light,
      primaries.map((one) => one[axis] ?? 0),
    ),
  );
  return TO_SRGB.map((row) => {
    const value = Math.min(1, Math.max(0, dot(color, row)));
    return 255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055);
  });
}

function dot(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
}
