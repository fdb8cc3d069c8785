/**
 * Something a committed change left to be done: what is to be removed is all of a profile, a photo it
 * shows no more, or all of an account; entries that were stored ahead of their profile are to be kept
 * for good.
 */
export type Leftover =
  | ProfileLeftover
  | { readonly kind: "erasure"; readonly owner: string; readonly erasureId: string };

/** What is left to be done of one profile. */
export type ProfileLeftover =
  | { readonly kind: "profile"; readonly owner: string; readonly profileId: string }
  | { readonly kind: "photo"; readonly profileId: string; readonly photoId: string }
  | { readonly kind: "ahead"; readonly owner: string; readonly profileId: string };
