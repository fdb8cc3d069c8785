import { PHOTO_SIZES } from "../model/photo/photo-sizes.ts";
import { photoView } from "../model/photo/photo-view.ts";
import type { Profile } from "../model/profile/profile.ts";

/** Pixels of CSS that the photo's circle has, at the usual size of letters. */
const SHOWN = 120;

/** A photo as a page names it. */
export interface PagePhoto {
  readonly url: string;
  readonly width: number;
  readonly height: number;
  /** The smallest file. */
  readonly icon: string;
  /** Each file that differs from the others, with its width. */
  readonly srcset: string;
  /** The width it is shown with, so that a browser can choose. */
  readonly sizes: string;
}

/** @param photoBaseUrl without a trailing slash */
export function pagePhoto(
  { id, photo: stored }: Pick<Profile, "id" | "photo">,
  photoBaseUrl: string,
): PagePhoto | undefined {
  const { photo } = photoView(id, stored, photoBaseUrl);
  if (!photo) return undefined;
  const { url, width, height, sizes } = photo;
  const longest = Math.max(width, height);
  // No file is larger than the photo was: two sizes of a small one are the same picture.
  const files = PHOTO_SIZES.filter((_, index) => (PHOTO_SIZES[index - 1] ?? 0) < longest);
  const srcset = files.map((size) => {
    const shrunk = Math.min(1, size / longest);
    return `${sizes[size]} ${Math.max(1, Math.round(width * shrunk))}w`;
  });
  // The circle is filled: of a wide photo more is loaded than is seen.
  const shown = Math.ceil((SHOWN * width) / Math.min(width, height));
  return { url, width, height, icon: sizes[96], srcset: srcset.join(", "), sizes: `${shown}px` };
}
