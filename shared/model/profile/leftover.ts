/**
/**
 * Something a committed change left to be done: what is to be removed is all of a profile, a photo it
 * shows no more, or all of an account; entries that were stored ahead of their profile are to be kept
 * for good; an archive of an account is to be made.
 */
export type Leftover = ProfileLeftover | ExportLeftover | ErasureLeftover;

/** An account of which something may still be there. */
export interface ErasureLeftover {
  readonly kind: "erasure";
  readonly owner: string;
  readonly erasureId: string;
}

/** An archive that an account waits for. */
export interface ExportLeftover {
  readonly kind: "export";
  readonly owner: string;
  readonly exportId: string;
}

/** What is left to be done of one profile. */
export type ProfileLeftover =
  | { readonly kind: "profile"; readonly owner: string; readonly profileId: string }
  | {
      readonly kind: "photo";
      readonly profileId: string;
      readonly photoId: string;
      /** Another photo took its place. */
      readonly replaced?: boolean;
    }
  | { readonly kind: "ahead"; readonly owner: string; readonly profileId: string };
