/** Something a committed change left to be tidied: all of a profile, or a photo it shows no more. */
export type Leftover =
  | { readonly kind: "profile"; readonly owner: string; readonly profileId: string }
  | { readonly kind: "photo"; readonly profileId: string; readonly photoId: string };
