import type {
  Education,
  Entry,
  SectionName,
  Sections,
  SocialLink,
  WorkExperience,
} from "./profile.ts";

/*
 * The table gives an entry's fields in any order. Answers have them in one, so that the same
 * version of a profile has the same bytes, as its entity tag says.
 */

export function socialLinkView(entry: SocialLink): SocialLink {
  const { id, platform, url, username, displayOrder } = entry;
  return { id, platform, url, username, displayOrder };
}

export function workExperienceView(entry: WorkExperience): WorkExperience {
  const { id, jobTitle, company, location, startDate, endDate, description, displayOrder } = entry;
  return { id, jobTitle, company, location, startDate, endDate, description, displayOrder };
}

export function educationView(entry: Education): Education {
  const { id, institution, degree, fieldOfStudy, startDate, endDate, description, displayOrder } =
    entry;
  return { id, institution, degree, fieldOfStudy, startDate, endDate, description, displayOrder };
}

/** The views of all sections. */
export const ENTRY_VIEWS: { readonly [S in SectionName]: (entry: Sections[S][number]) => Entry } = {
  socialLinks: socialLinkView,
  workExperiences: workExperienceView,
  education: educationView,
};

/** Any entry, as its section's view has it. */
export function entryView(entry: Entry) {
  if ("url" in entry) return socialLinkView(entry);
  return "institution" in entry ? educationView(entry) : workExperienceView(entry);
}
