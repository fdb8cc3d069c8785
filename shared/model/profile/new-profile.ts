import type { PhotoChange } from "../photo/photo.ts";
import type { CreateProfileInput } from "./create-profile-input.ts";
import type { Profile } from "./profile.ts";
import { noEntries } from "./sections/section-models.ts";

/** A draft as it is made, before it has a slug. @param now ISO 8601 */
export function newProfile(
  owner: string,
  id: string,
  input: CreateProfileInput,
  photo: PhotoChange | undefined,
  now: string,
): Profile {
  return {
    id,
    owner,
    slug: "",
    name: input.name,
    title: input.title,
    company: input.company ?? "",
    bio: input.bio ?? "",
    location: input.location ?? "",
    vertical: input.vertical ?? "",
    customHeadline: input.headline ?? "",
    skills: input.skills ?? [],
    contactEmail: input.contactEmail ?? null,
    contactPhone: input.contactPhone ?? null,
    showEmail: input.showEmail ?? false,
    showPhone: input.showPhone ?? false,
    mcpDiscoverable: input.mcpDiscoverable ?? true,
    ...noEntries(),
    isPublic: false,
    wasPublic: false,
    slugWasPublic: false,
    isPrimary: false,
    photo: photo?.photo ?? null,
    photoRequest: photo?.request ?? "",
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
}
