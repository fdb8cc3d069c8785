/** Levels of a channel that count as one: 16 of 256. */
const SHIFT = 4;
const BINS = 16 ** 3;

/**
 * The colour that most of a picture has: the mean of the pixels in the fullest of 4,096 bins.
 * @param rgb 8 bits a channel, at least one pixel
 * @returns `#rrggbb`
 */
export function mainColor(rgb: Uint8Array): string {
  const counts = new Uint32Array(BINS);
  for (let at = 0; at + 2 < rgb.length; at += 3) {
    const bin = binOf(rgb, at);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const fullest = counts.indexOf(Math.max(...counts));
  const sum = [0, 0, 0] as [number, number, number];
  for (let at = 0; at + 2 < rgb.length; at += 3) {
    if (binOf(rgb, at) !== fullest) continue;
    sum[0] += rgb[at] ?? 0;
    sum[1] += rgb[at + 1] ?? 0;
    sum[2] += rgb[at + 2] ?? 0;
  }
  const mean = sum.map((total) => Math.round(total / (counts[fullest] ?? 1)));
  return `#${Buffer.from(mean).toString("hex")}`;
}

function binOf(rgb: Uint8Array, at: number): number {
  const [red, green, blue] = [rgb[at] ?? 0, rgb[at + 1] ?? 0, rgb[at + 2] ?? 0];
  return ((red >> SHIFT) << 8) | ((green >> SHIFT) << 4) | (blue >> SHIFT);
}
