import type { PhotoChange } from "../photo/photo.ts";
import type { Profile } from "./profile.ts";
import { replaceSections } from "./replace-sections.ts";
import type { Sections } from "./sections/section-models.ts";
import type { UpdateProfileInput } from "./update-profile-input.ts";

/** The next version of a profile. Absent fields stay, null clears, lists replace the whole one. */
export function nextVersion(
  profile: Profile,
  change: UpdateProfileInput,
  photo: PhotoChange | undefined,
  now: string,
): Profile {
  const isPublic = change.isPublic ?? profile.isPublic;
  const slug = change.slug ?? profile.slug;
  return {
    ...profile,
    ...replaceSections(profile, change),
    name: change.name ?? profile.name,
    title: change.title ?? profile.title,
    company: patched(change.company, profile.company, ""),
    bio: patched(change.bio, profile.bio, ""),
    location: patched(change.location, profile.location, ""),
    vertical: patched(change.vertical, profile.vertical, ""),
    customHeadline: patched(change.headline, profile.customHeadline, ""),
    skills: patched(change.skills, profile.skills, []),
    contactEmail: patched(change.contactEmail, profile.contactEmail, null),
    contactPhone: patched(change.contactPhone, profile.contactPhone, null),
    showEmail: patched(change.showEmail, profile.showEmail, false),
    showPhone: patched(change.showPhone, profile.showPhone, false),
    mcpDiscoverable: patched(change.mcpDiscoverable, profile.mcpDiscoverable, true),
    slug,
    isPublic,
    wasPublic: profile.wasPublic || isPublic,
    slugWasPublic: isPublic || (profile.slugWasPublic && slug === profile.slug),
    isPrimary: profile.isPrimary || change.isPrimary === true,
    ...(photo && isLater(photo, profile) && { photo: photo.photo, photoRequest: photo.request }),
    version: profile.version + 1,
    updatedAt: now,
  };
}

/** The next version of a profile, in which nothing but these sections differs. */
export function withSections(profile: Profile, sections: Partial<Sections>, now: string): Profile {
  return { ...profile, ...sections, version: profile.version + 1, updatedAt: now };
}

/** False for a photo that was asked for before the one the profile has, however late it came. */
function isLater({ request }: PhotoChange, { photoRequest }: Profile): boolean {
  return request > photoRequest;
}

function patched<T>(value: T | null | undefined, current: T, unset: T): T {
  if (value === undefined) return current;
  return value === null ? unset : value;
}
