import { photoView } from "../photo/photo-view.ts";
import { ordered } from "../profile/entry-order.ts";
import { platformName } from "../profile/platform-name.ts";
import type { Profile } from "../profile/profile.ts";
import type { Education } from "../profile/sections/education.ts";
import type { SocialLink } from "../profile/sections/social-links.ts";
import type { WorkExperience } from "../profile/sections/work-experiences.ts";
import type { ExportAddresses } from "./export-format.ts";
import { strictUri } from "./strict-uri.ts";
import { withoutEmpty } from "./without-empty.ts";

const VERSION = "v1.0.0";
const SCHEMA = `https://raw.githubusercontent.com/jsonresume/resume-schema/${VERSION}/schema.json`;

/**
 * A profile as a JSON Resume 1.0.0 (jsonresume.org/schema). E-mail address and phone number are left
 * out unless shown, as is what is unset.
 */
export function writeJsonResume(profile: Profile, addresses: ExportAddresses) {
  const links = ordered(profile.socialLinks);
  const { photoUrl } = photoView(profile.id, profile.photo, addresses.photoBaseUrl);
  return {
    $schema: SCHEMA,
    basics: withoutEmpty({
      name: profile.name,
      label: profile.title,
      image: photoUrl,
      email: profile.showEmail ? profile.contactEmail : null,
      phone: profile.showPhone ? profile.contactPhone : null,
      url: websiteOf(links),
      summary: profile.bio,
      // Free text has no parts of its own; readers show the city just as it is.
      location: withoutEmpty({ city: profile.location }),
      profiles: links.map(account),
    }),
    work: ordered(profile.workExperiences).map(job),
    education: ordered(profile.education).map(school),
    skills: profile.skills.map((name) => ({ name })),
    meta: withoutEmpty({
      canonical: addresses.canonical,
      version: VERSION,
      lastModified: profile.updatedAt,
    }),
  };
}

/** The person's own page, which is among the profiles too. */
function websiteOf(links: readonly SocialLink[]): string | undefined {
  const website = links.find(({ platform }) => platform === "website");
  return website && strictUri(website.url);
}

function account({ platform, username, url }: SocialLink) {
  return withoutEmpty({ network: platformName(platform), username, url: strictUri(url) });
}

function job({ company, jobTitle, location, startDate, endDate, description }: WorkExperience) {
  return withoutEmpty({
    name: company,
    position: jobTitle,
    location,
    startDate,
    endDate,
    summary: description,
  });
}

function school({ institution, fieldOfStudy, degree, startDate, endDate }: Education) {
  return withoutEmpty({
    institution,
    area: fieldOfStudy,
    studyType: degree,
    startDate,
    endDate,
  });
}
