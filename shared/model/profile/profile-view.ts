import { photoView } from "../photo/photo-view.ts";
import { sectionViews } from "./entry-view.ts";
import { headlineOf } from "./headline.ts";
import type { Profile } from "./profile.ts";

/** The owner's view: every field, always. `photoBaseUrl` has no trailing slash. */
export function ownerView(profile: Profile, photoBaseUrl: string) {
  return {
    ...commonView(profile, photoBaseUrl),
    isPrimary: profile.isPrimary,
    version: profile.version,
    contactEmail: profile.contactEmail,
    contactPhone: profile.contactPhone,
    showEmail: profile.showEmail,
    showPhone: profile.showPhone,
    mcpDiscoverable: profile.mcpDiscoverable,
    takedown: profile.takedown ?? null,
  };
}

/**
 * A published profile as another account sees it on the owner's routes: the same shape, without
 * what is the owner's alone, and contact data only when shown.
 */
export function visitorView(profile: Profile, photoBaseUrl: string) {
  return {
    ...commonView(profile, photoBaseUrl),
    contactEmail: profile.showEmail ? profile.contactEmail : null,
    contactPhone: profile.showPhone ? profile.contactPhone : null,
    showEmail: profile.showEmail,
    showPhone: profile.showPhone,
  };
}

function commonView(profile: Profile, photoBaseUrl: string) {
  return {
    id: profile.id,
    slug: profile.slug,
    name: profile.name,
    title: profile.title,
    company: profile.company,
    bio: profile.bio,
    location: profile.location,
    ...photoView(profile.id, profile.photo, photoBaseUrl),
    isPublic: profile.isPublic,
    headline: headlineOf(profile),
    skills: profile.skills,
    ...sectionViews(profile),
    createdAt: profile.createdAt,
    updatedAt: profile.updatedAt,
    vertical: profile.vertical,
  };
}
