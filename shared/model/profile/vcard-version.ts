/** The first is the one that every phone reads. */
export const VCARD_VERSIONS = ["3.0", "4.0"] as const;

/** One of them. */
export type VcardVersion = (typeof VCARD_VERSIONS)[number];
