import type { Photo } from "../photo/photo.ts";
import type { Profile, ProfileRoot } from "./profile.ts";

/**
 * What others may know of a profile without reading it. After its removal only the owner, the state
 * and the last two fields are left.
 */
export interface ProfileCard {
  /** The account the profile belongs to; never shown. */
  readonly owner: string;
  readonly state: "draft" | "public" | "removed";
  readonly slug?: string;
  readonly name?: string;
  readonly title?: string;
  readonly company?: string;
  readonly location?: string;
  readonly vertical?: string;
  readonly photo?: Photo | null;
  /** Of a removed profile: whether people could ever see it. */
  readonly wasPublic?: boolean;
  /** ISO 8601; of a removed profile. */
  readonly removedAt?: string;
}

/** What others may know of a profile: contacts and the directory join to it. */
export function cardOf(profile: Profile): ProfileCard {
  return {
    owner: profile.owner,
    state: profile.isPublic ? "public" : "draft",
    slug: profile.slug,
    name: profile.name,
    title: profile.title,
    company: profile.company,
    location: profile.location,
    vertical: profile.vertical,
    photo: profile.photo,
  };
}

/** What stays of a removed profile: no personal data. @param removedAt ISO 8601 */
export function tombstoneOf(profile: ProfileRoot, removedAt: string): ProfileCard {
  return { owner: profile.owner, state: "removed", wasPublic: profile.wasPublic, removedAt };
}
