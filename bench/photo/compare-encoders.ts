import { performance } from "node:perf_hooks";
import sharp, { type Sharp } from "sharp";
import { PHOTO_SIZES } from "../../shared/model/photo/photo-sizes.ts";
import { median, shuffled } from "../statistics.ts";
import { SCENES, syntheticPixels } from "./synthetic-photo.ts";

/**
 * What each way to encode the published sizes costs and keeps: time, bytes, and likeness to the
 * pixels it was given (SSIM over 8 × 8 windows, of brightness and of colour). Ways take turns.
 * `node bench/photo/compare-encoders.ts` prints the table that ADR 9 rests on.
 */
const ROUNDS = 7;

const ways: Readonly<Record<string, (image: Sharp) => Sharp>> = {
  "JPEG 75": (image) => image.jpeg({ quality: 75 }),
  "JPEG 80": (image) => image.jpeg({ quality: 80 }),
  "JPEG 82": (image) => image.jpeg({ quality: 82 }),
  "JPEG 85": (image) => image.jpeg({ quality: 85 }),
  "JPEG 90": (image) => image.jpeg({ quality: 90 }),
  "JPEG 80, 4:4:4": (image) => image.jpeg({ quality: 80, chromaSubsampling: "4:4:4" }),
  "JPEG 82, progressive": (image) => image.jpeg({ quality: 82, progressive: true }),
  "JPEG 80, table 3": (image) => image.jpeg({ quality: 80, quantisationTable: 3 }),
  "JPEG 82, trellis": (image) =>
    image.jpeg({ quality: 82, trellisQuantisation: true, overshootDeringing: true }),
  "mozjpeg 75": (image) => image.jpeg({ quality: 75, mozjpeg: true }),
  "mozjpeg 80": (image) => image.jpeg({ quality: 80, mozjpeg: true }),
  "mozjpeg 80, 4:4:4": (image) =>
    image.jpeg({ quality: 80, mozjpeg: true, chromaSubsampling: "4:4:4" }),
  "mozjpeg 80, sequential": (image) =>
    image.jpeg({ quality: 80, mozjpeg: true, progressive: false, optimiseScans: false }),
  "mozjpeg 85": (image) => image.jpeg({ quality: 85, mozjpeg: true }),
  "WebP 75, effort 0": (image) => image.webp({ quality: 75, effort: 0 }),
  "WebP 75": (image) => image.webp({ quality: 75 }),
  "WebP 80": (image) => image.webp({ quality: 80 }),
  "WebP 85": (image) => image.webp({ quality: 85 }),
};

interface Picture {
  readonly data: Uint8Array;
  readonly raw: { readonly width: number; readonly height: number; readonly channels: 3 };
}

interface Sample {
  readonly ms: number;
  readonly bytes: number;
  /** Of the brightness, and of the two colour differences. */
  readonly light: number;
  readonly color: number;
}

sharp.cache(false);
for (const size of PHOTO_SIZES) await measure(size);

async function measure(size: number): Promise<void> {
  const pictures = await Promise.all(SCENES.map((_, index) => pictureOf(index, size)));
  const samples = new Map<string, Sample[]>(Object.keys(ways).map((name) => [name, []]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const name of shuffled(Object.keys(ways))) {
      for (const picture of pictures) {
        const sample = await encode(name, picture);
        // The first round warms the encoder.
        if (round > 0) samples.get(name)?.push(sample);
      }
    }
  }
  console.log(`\n${size} px, mean of ${SCENES.length} scenes`);
  console.log(
    `${"".padEnd(24)}${["KB", "ms", "light", "color"].map((word) => word.padStart(10)).join("")}`,
  );
  for (const [name, taken] of samples) {
    const mean = (of: (sample: Sample) => number) =>
      taken.reduce((sum, sample) => sum + of(sample), 0) / taken.length;
    const cells = [
      (mean(({ bytes }) => bytes) / 1_024).toFixed(1),
      median(taken.map(({ ms }) => ms)).toFixed(1),
      mean(({ light }) => light).toFixed(3),
      mean(({ color }) => color).toFixed(3),
    ];
    console.log(`${name.padEnd(24)}${cells.map((cell) => cell.padStart(10)).join("")}`);
  }
}

/** As the pipeline has it before it encodes: made smaller, which takes grain away. */
async function pictureOf(index: number, size: number): Promise<Picture> {
  const scene = SCENES[index] ?? SCENES[0];
  if (!scene) throw new Error("There is no scene.");
  const full = { width: 2_048, height: 1_536, channels: 3 } as const;
  const pixels = await syntheticPixels(scene, full.width, full.height);
  const { data, info } = await sharp(pixels, { raw: full })
    .resize({ width: size })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, raw: { width: info.width, height: info.height, channels: 3 } };
}

async function encode(name: string, { data, raw }: Picture): Promise<Sample> {
  const started = performance.now();
  const file = await (ways[name] ?? ((image) => image))(sharp(data, { raw })).toBuffer();
  const ms = performance.now() - started;
  const decoded = await sharp(file).raw().toBuffer();
  const [given, got] = [channelsOf(data), channelsOf(decoded)];
  const [light, blue, red] = given.map((channel, index) =>
    likeness(channel, got[index] ?? channel, raw.width),
  ) as [number, number, number];
  return { ms, bytes: file.length, light, color: (blue + red) / 2 };
}

/** Structural similarity of one channel (Wang et al. 2004): 1 for equal pictures. */
function likeness(one: Float32Array, other: Float32Array, width: number): number {
  const height = one.length / width;
  let [sum, windows] = [0, 0];
  for (let top = 0; top + 8 <= height; top += 8) {
    for (let left = 0; left + 8 <= width; left += 8) {
      sum += likenessOfWindow(one, other, top * width + left, width);
      windows += 1;
    }
  }
  return sum / windows;
}

/** Brightness and the two colour differences, as JPEG has them (BT.601). */
function channelsOf(rgb: Uint8Array): readonly [Float32Array, Float32Array, Float32Array] {
  const pixels = rgb.length / 3;
  const channels = [0, 1, 2].map(() => new Float32Array(pixels));
  const [light, blue, red] = channels as [Float32Array, Float32Array, Float32Array];
  for (let at = 0; at < pixels; at += 1) {
    const [r, g, b] = [rgb[at * 3] ?? 0, rgb[at * 3 + 1] ?? 0, rgb[at * 3 + 2] ?? 0];
    const y = 0.299 * r + 0.587 * g + 0.114 * b;
    light[at] = y;
    blue[at] = 128 + 0.564 * (b - y);
    red[at] = 128 + 0.713 * (r - y);
  }
  return [light, blue, red];
}

function likenessOfWindow(
  one: Float32Array,
  other: Float32Array,
  start: number,
  stride: number,
): number {
  let [a, b, aa, bb, ab] = [0, 0, 0, 0, 0];
  for (let row = 0; row < 8; row += 1) {
    for (let column = 0; column < 8; column += 1) {
      const at = start + row * stride + column;
      const [x, y] = [one[at] ?? 0, other[at] ?? 0];
      a += x;
      b += y;
      aa += x * x;
      bb += y * y;
      ab += x * y;
    }
  }
  const [meanA, meanB] = [a / 64, b / 64];
  const [varA, varB, cov] = [aa / 64 - meanA ** 2, bb / 64 - meanB ** 2, ab / 64 - meanA * meanB];
  const [c1, c2] = [6.5025, 58.5225];
  return (
    ((2 * meanA * meanB + c1) * (2 * cov + c2)) /
    ((meanA ** 2 + meanB ** 2 + c1) * (varA + varB + c2))
  );
}
