import type { Profile } from "../profile/profile.ts";
import type { Entry, SectionName, Sections } from "../profile/sections/section-models.ts";

/** What tells our own format from every other. */
export const OWN_FORMAT = "profiles-api/profile";

/** Raised when a reader of the version before would misread what is written. */
export const OWN_VERSION = 1;

/** An entry as one writes it: it gets an id where it is taken in. */
export type EntryContent<E extends Entry> = Omit<E, "id">;

type ContentOfSections = {
  readonly [S in SectionName]: readonly EntryContent<Sections[S][number]>[];
};

type Written = Pick<
  Profile,
  | ("name" | "title" | "company" | "bio" | "location" | "vertical" | "skills")
  | ("contactEmail" | "contactPhone" | "showEmail" | "showPhone")
>;

/** All that a person writes of a profile. A PATCH takes it as it is. */
export interface ProfileContent extends ContentOfSections, Written {
  /** The owner's own; null where it is made of the other fields. */
  readonly headline: string | null;
  /** Left out of a public document. */
  readonly mcpDiscoverable?: boolean;
}

/** Where a document comes from. Nothing of it is taken in again. */
export interface DocumentSource {
  readonly id: string;
  readonly slug: string;
  /** The two are left out of a public document. */
  readonly isPublic?: boolean;
  readonly isPrimary?: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A photo as a document has it. */
export interface DocumentPhoto {
  readonly url: string;
  readonly mediaType: "image/jpeg";
  /** The picture itself as base64; left out where only the address is known. */
  readonly data?: string;
}

/** A profile in our own format. */
export interface ProfileDocument {
  readonly format: typeof OWN_FORMAT;
  readonly version: typeof OWN_VERSION;
  readonly source: DocumentSource;
  readonly profile: ProfileContent;
  readonly photo: DocumentPhoto | null;
}
