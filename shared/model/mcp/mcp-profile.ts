import { ordered } from "../profile/entry-order.ts";
import type { Profile } from "../profile/profile.ts";
import { publicSocialLink } from "../profile/public-view.ts";

/** One's own profile in the shape that published MCP servers read. */
export function mcpProfile(profile: Profile) {
  return {
    id: profile.id,
    slug: profile.slug,
    name: profile.name,
    title: profile.title,
    company: profile.company,
    bio: profile.bio,
    location: profile.location,
    contactEmail: profile.contactEmail,
    contactPhone: profile.contactPhone,
    isPublic: profile.isPublic,
    mcpDiscoverable: profile.mcpDiscoverable,
    socialLinks: ordered(profile.socialLinks).map(publicSocialLink),
    skills: profile.skills.map((name) => ({ name })),
  };
}
