/** Sides of the squares a photo is fitted into, in pixels. The largest is the one shown first. */
export const PHOTO_SIZES = [96, 256, 1_024] as const;

/** One of {@link PHOTO_SIZES}. */
export type PhotoSize = (typeof PHOTO_SIZES)[number];
