import type { Education, Profile, SocialLink, WorkExperience } from "./profile.ts";
import { visitorView } from "./profile-view.ts";

/**
 * A published profile as its public page has it, in the shape that published clients read: without
 * what is the owner's alone, and contact data only when shown. The table gives an entry's fields in
 * any order; here they have one, so that the same page has the same bytes.
 * @param photoBaseUrl without a trailing slash
 */
export function publicView(profile: Profile, photoBaseUrl: string) {
  const view = visitorView(profile, photoBaseUrl);
  const workExperiences = view.workExperiences.map(workExperience);
  return {
    ...view,
    skills: view.skills.map((name) => ({ name })),
    workExperiences,
    workExperience: workExperiences,
    education: view.education.map(education),
    socialLinks: view.socialLinks.map(socialLink),
  };
}

function workExperience(entry: WorkExperience): WorkExperience {
  const { id, jobTitle, company, location, startDate, endDate, description, displayOrder } = entry;
  return { id, jobTitle, company, location, startDate, endDate, description, displayOrder };
}

function education(entry: Education): Education {
  const { id, institution, degree, fieldOfStudy, startDate, endDate, description, displayOrder } =
    entry;
  return { id, institution, degree, fieldOfStudy, startDate, endDate, description, displayOrder };
}

function socialLink({ id, platform, username, url, displayOrder }: SocialLink) {
  return { id, platform, username, url, full_url: url, display_order: displayOrder };
}
