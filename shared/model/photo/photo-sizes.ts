/** Sides of the squares a photo is fitted into, in pixels. The largest is the one shown first. */
export const PHOTO_SIZES = [96, 256, 1_024] as const;

export type PhotoSize = (typeof PHOTO_SIZES)[number];

/**
 * Most bytes of the image of 256 pixels, which stands in vCards. In base 64 it leaves a third of the
 * 40 KB of a card for its texts. docs/adr/0026-vcards.md
 */
export const MAX_CARD_PHOTO_BYTES = 20_000;
