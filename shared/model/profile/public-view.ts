import type { Profile } from "./profile.ts";
import { visitorView } from "./profile-view.ts";
import type { SocialLink } from "./sections/social-links.ts";

/**
 * A published profile as its public page has it, in the shape that published clients read: without
 * what is the owner's alone, and contact data only when shown.
 * @param photoBaseUrl without a trailing slash
 */
export function publicView(profile: Profile, photoBaseUrl: string) {
  const view = visitorView(profile, photoBaseUrl);
  return {
    ...view,
    skills: view.skills.map((name) => ({ name })),
    workExperience: view.workExperiences,
    socialLinks: view.socialLinks.map(publicSocialLink),
  };
}

/** A link in the shape that published clients read. */
export function publicSocialLink({ id, platform, username, url, displayOrder }: SocialLink) {
  return { id, platform, username, url, full_url: url, display_order: displayOrder };
}
