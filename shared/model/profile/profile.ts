import type { Photo } from "../photo/photo.ts";

/** A link to a page about the person elsewhere. */
export interface SocialLink {
  readonly id: string;
  readonly platform: string;
  readonly url: string;
  readonly username: string;
  readonly displayOrder: number;
}

/** Dates are `YYYY` or `YYYY-MM`; an end of null means it goes on. */
export interface WorkExperience {
  readonly id: string;
  readonly jobTitle: string;
  readonly company: string;
  readonly location: string;
  readonly startDate: string;
  readonly endDate: string | null;
  readonly description: string;
  readonly displayOrder: number;
}

/** As in {@link WorkExperience}; here the start may be unknown too. */
export interface Education {
  readonly id: string;
  readonly institution: string;
  readonly degree: string;
  readonly fieldOfStudy: string;
  readonly startDate: string | null;
  readonly endDate: string | null;
  readonly description: string;
  readonly displayOrder: number;
}

/** The lists of entries a profile holds. */
export interface Sections {
  readonly socialLinks: readonly SocialLink[];
  readonly workExperiences: readonly WorkExperience[];
  readonly education: readonly Education[];
}

export const SECTION_NAMES = ["socialLinks", "workExperiences", "education"] as const;
export type SectionName = (typeof SECTION_NAMES)[number];
export type Entry = Sections[SectionName][number];

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
