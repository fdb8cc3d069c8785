import { invalidField } from "../model/problem.ts";

/** 25 megapixels fit in the function's memory, whatever a decoder has to keep of them. */
export const MAX_PIXELS = 25_000_000;
/** Decoding costs by the row as well, so that few pixels in very many rows are slow. */
const MAX_SIDE = 16_384;

/** For a file that is not whole, or not what it says it is. */
export function invalidImage(): Error {
  return invalidField("photo", "invalid_image", "Could not be read as an image; is it whole?");
}

/** For a file of far more parts than any encoder writes. */
export function tooComplex(msg: string): Error {
  return invalidField("photo", "too_complex", msg);
}

/**
 * @param most pixels
 * @throws Problem `invalid` `too_many_pixels`, `invalid_image` for none
 */
export function checkSize(width: number, height: number, most: number): void {
  if (width === 0 || height === 0) throw invalidImage();
  if (width <= MAX_SIDE && height <= MAX_SIDE && width * height <= most) return;
  const msg = `Must have at most ${most / 1_000_000} million pixels and 16,384 pixels a side.`;
  throw invalidField("photo", "too_many_pixels", msg);
}
