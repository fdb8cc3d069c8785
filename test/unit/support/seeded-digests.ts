import { DIGEST_LENGTH } from "../../../shared/model/analytics/viewer-sketch.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Digests as a keyed hash gives them: even, and the same for the same seed (mulberry32). */
export function seededDigests(count: number, seed: number): string[] {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  return Array.from({ length: count }, () => {
    const [high, low] = [next(), next()];
    let digest = "";
    for (let place = 0; place < DIGEST_LENGTH; place += 1) {
      const bits = place < 5 ? high >>> (26 - 6 * place) : low;
      digest += ALPHABET[bits & 63];
    }
    return digest;
  });
}
