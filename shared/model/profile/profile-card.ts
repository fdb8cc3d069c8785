import type { Photo } from "../photo/photo.ts";

/**
 * What others may know of a profile without reading it. After its removal only the owner, the state
 * and the last two fields are left.
 */
export interface Card {
  /** The account the profile belongs to; never shown. */
  readonly owner: string;
  readonly state: "draft" | "public" | "removed";
  readonly name?: string;
  readonly title?: string;
  readonly company?: string;
  readonly location?: string;
  readonly photo?: Photo | null;
  /** Of a removed profile: whether people could ever see it. */
  readonly wasPublic?: boolean;
  /** ISO 8601; of a removed profile. */
  readonly removedAt?: string;
}
