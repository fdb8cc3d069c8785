/** A stored photo. The keys of its objects follow from the profile's id and this one. */
export interface Photo {
  readonly id: string;
  /** Pixels of the largest size. */
  readonly width: number;
  readonly height: number;
  /** The prevailing colour, as `#rrggbb`. */
  readonly color: string;
}

/** The photo that is shown no more, and is to be removed. */
export function replacedPhoto(
  before: { readonly photo: Photo | null },
  after: { readonly photo: Photo | null },
): Photo | undefined {
  const isShown = before.photo?.id === after.photo?.id;
  return isShown ? undefined : (before.photo ?? undefined);
}

/** A photo to put in the place of the present one, or none. */
export interface PhotoChange {
  readonly photo: Photo | null;
  /** UUID v7 of the moment it was asked for: of two changes, the one asked for later stays. */
  readonly request: string;
}
