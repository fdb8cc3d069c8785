/**
 * A sample of the viewers of a day, by distinct sampling (Wegman; Flajolet 1990): the digests whose
 * first `level` bits are zero. A viewer is in it always or never, however often they look, so that
 * adding twice changes nothing and samples of the same day can be united in any order.
 */
export interface ViewerSketch {
  readonly level: number;
  readonly digests: ReadonlySet<string>;
}

/** Digests that a sample keeps: docs/adr/0019-counting-views.md has the error this makes. */
export const MOST_DIGESTS = 256;

/** Characters of a digest: 36 bits in base64url. */
export const DIGEST_LENGTH = 6;

/** Far above what all people on earth would take. */
const HIGHEST_LEVEL = 30;

/** The sample of a day on which nobody has looked. */
export const NO_VIEWERS: ViewerSketch = { level: 0, digests: new Set() };

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** How many bits of a digest are zero before the first that is not. */
export function leadingZeros(digest: string): number {
  let zeros = 0;
  for (const character of digest) {
    const bits = ALPHABET.indexOf(character);
    if (bits !== 0) return zeros + Math.clz32(bits) - 26;
    zeros += 6;
  }
  return zeros;
}

/** The sample at a level that is not below its own. */
export function atLevel(sketch: ViewerSketch, level: number): ViewerSketch {
  const kept = [...sketch.digests].filter((digest) => leadingZeros(digest) >= level);
  return { level, digests: new Set(kept) };
}

/** The sample at the lowest level at which it has room. */
export function fitted(sketch: ViewerSketch, most = MOST_DIGESTS): ViewerSketch {
  let fitting = atLevel(sketch, sketch.level);
  while (fitting.digests.size > most && fitting.level < HIGHEST_LEVEL) {
    fitting = atLevel(fitting, fitting.level + 1);
  }
  return fitting;
}

/** The sample of all viewers of both: as coarse as the coarser of them, and of any size. */
export function united(one: ViewerSketch, other: ViewerSketch): ViewerSketch {
  const level = Math.max(one.level, other.level);
  const digests = [...atLevel(one, level).digests, ...atLevel(other, level).digests];
  return { level, digests: new Set(digests) };
}

/** The sample with one more viewer; the same one where that changes nothing. */
export function withViewer(sketch: ViewerSketch, digest: string): ViewerSketch {
  if (leadingZeros(digest) < sketch.level || sketch.digests.has(digest)) return sketch;
  const grown = { level: sketch.level, digests: new Set(sketch.digests).add(digest) };
  return grown.digests.size > MOST_DIGESTS ? fitted(grown) : grown;
}

/** How many viewers there were, all told: exact at level 0. */
export function viewersOf({ level, digests }: ViewerSketch): number {
  return digests.size * 2 ** level;
}
