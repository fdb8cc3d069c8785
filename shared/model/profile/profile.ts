import type { Photo } from "../photo/photo.ts";
import { SECTION_NAMES, type SectionName, type Sections } from "./sections/section-models.ts";
import type { Takedown } from "./takedown.ts";

/** One profile as the service knows it. An unset string is `""`. */
export interface Profile extends Sections {
  readonly id: string;
  /** The account, which is the `sub` of its JWTs. */
  readonly owner: string;
  readonly slug: string;
  readonly name: string;
  readonly title: string;
  readonly company: string;
  readonly bio: string;
  readonly location: string;
  readonly vertical: string;
  readonly skills: readonly string[];
  readonly contactEmail: string | null;
  readonly contactPhone: string | null;
  readonly showEmail: boolean;
  readonly showPhone: boolean;
  /** Whether the profile, once published, is in the directory. */
  readonly mcpDiscoverable: boolean;
  /** The owner's own headline; `""` lets it be generated. */
  readonly customHeadline: string;
  readonly isPublic: boolean;
  /** True once it has ever been public: a removed one is then told as such, and not as unknown. */
  readonly wasPublic: boolean;
  /** The same of its present slug: once given up, it stays reserved for a while. */
  readonly slugWasPublic: boolean;
  readonly isPrimary: boolean;
  /** While an operator has taken it down. */
  readonly takedown?: Takedown;
  readonly photo: Photo | null;
  /** The latest request that changed the photo; `""` when none did. */
  readonly photoRequest: string;
  /** Raised by one with every change. */
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A profile without its entries. */
export type ProfileRoot = Omit<Profile, SectionName>;

/** All of a profile but its entries. */
export function withoutEntries(profile: Profile): ProfileRoot {
  const root: Partial<Profile> & Record<string, unknown> = { ...profile };
  for (const section of SECTION_NAMES) delete root[section];
  return root as ProfileRoot;
}
