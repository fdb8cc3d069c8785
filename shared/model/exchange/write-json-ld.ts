import { photoView } from "../photo/photo-view.ts";
import { ordered } from "../profile/entry-order.ts";
import type { Profile } from "../profile/profile.ts";
import type { Education } from "../profile/sections/education.ts";
import type { WorkExperience } from "../profile/sections/work-experiences.ts";
import { webAddress } from "../web-address.ts";
import type { ExportAddresses } from "./export-format.ts";
import { withoutEmpty } from "./without-empty.ts";

/**
 * A profile as schema.org's ProfilePage about a Person: what its page says to search engines, and what
 * leaves as JSON-LD. What is unset or not shown is left out.
 */
export function writeJsonLd(
  profile: Profile,
  { pageUrl, photoBaseUrl }: Pick<ExportAddresses, "pageUrl" | "photoBaseUrl">,
) {
  const { createdAt, updatedAt } = profile;
  return withoutEmpty({
    "@context": "https://schema.org",
    "@type": "ProfilePage",
    url: pageUrl,
    headline: profile.customHeadline,
    dateCreated: createdAt,
    dateModified: updatedAt,
    mainEntity: withoutEmpty({
      "@type": "Person",
      "@id": pageUrl ? `${pageUrl}#person` : `urn:uuid:${profile.id}`,
      identifier: profile.id,
      name: profile.name,
      url: pageUrl,
      image: photoView(profile.id, profile.photo, photoBaseUrl).photoUrl,
      jobTitle: profile.title,
      worksFor: employers(profile),
      description: profile.bio,
      homeLocation: profile.location && { "@type": "Place", name: profile.location },
      email: profile.showEmail ? profile.contactEmail : null,
      telephone: profile.showPhone ? profile.contactPhone : null,
      knowsAbout: profile.skills,
      alumniOf: ordered(profile.education).map(school),
      hasCredential: ordered(profile.education).flatMap(credential),
      sameAs: ordered(profile.socialLinks).flatMap(({ url }) => webAddress(url) ?? []),
    }),
  });
}

/** The company of today by itself, as most readers look for it; then each job with its dates. */
function employers({ company, workExperiences }: Profile) {
  const today = company && { "@type": "Organization", name: company };
  const jobs = ordered(workExperiences).map(job);
  if (jobs.length === 0) return today;
  return today ? [today, ...jobs] : jobs;
}

function job({ jobTitle, company, location, startDate, endDate }: WorkExperience) {
  return withoutEmpty({
    "@type": "EmployeeRole",
    roleName: jobTitle,
    startDate,
    endDate,
    worksFor: withoutEmpty({
      "@type": "Organization",
      name: company,
      location: location && { "@type": "Place", name: location },
    }),
  });
}

/** The school itself, within a role where there are dates to tell. */
function school({ institution, startDate, endDate }: Education) {
  const alumniOf = { "@type": "EducationalOrganization", name: institution };
  if (startDate === null && endDate === null) return alumniOf;
  return withoutEmpty({ "@type": "OrganizationRole", startDate, endDate, alumniOf });
}

function credential({ institution, degree, fieldOfStudy }: Education) {
  if (degree === "" && fieldOfStudy === "") return [];
  return withoutEmpty({
    "@type": "EducationalOccupationalCredential",
    name: degree,
    about: fieldOfStudy && { "@type": "Thing", name: fieldOfStudy },
    recognizedBy: { "@type": "EducationalOrganization", name: institution },
  });
}
