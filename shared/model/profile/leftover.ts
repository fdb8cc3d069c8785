/**
 * Something a committed change left to be done: what is to be removed is all of a profile, or a photo it
 * shows no more; entries that were stored ahead of their profile are to be kept for good; an archive of an
 * account is to be made.
 */
export type Leftover = ProfileLeftover | ExportLeftover;

/** An archive that an account waits for. */
export interface ExportLeftover {
  readonly kind: "export";
  readonly owner: string;
  readonly exportId: string;
}

/** What is left to be done of one profile. */
export type ProfileLeftover =
  | { readonly kind: "profile"; readonly owner: string; readonly profileId: string }
  | { readonly kind: "photo"; readonly profileId: string; readonly photoId: string }
  | { readonly kind: "ahead"; readonly owner: string; readonly profileId: string };
