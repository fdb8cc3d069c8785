import { ordered } from "../model/profile/entry-order.ts";
import type { Profile } from "../model/profile/profile.ts";
import { webAddress } from "./html.ts";

/** Addresses that the data for search engines names. */
export interface PersonAddresses {
  /** Of the page. */
  readonly canonical: string;
  readonly photoUrl: string | undefined;
}

/** A profile as schema.org's ProfilePage about a Person. What is unset or not shown is left out. */
export function personData(profile: Profile, { canonical, photoUrl }: PersonAddresses): object {
  const { createdAt, updatedAt } = profile;
  return {
    "@context": "https://schema.org",
    "@type": "ProfilePage",
    url: canonical,
    dateCreated: createdAt,
    dateModified: updatedAt,
    mainEntity: filled({
      "@type": "Person",
      "@id": `${canonical}#person`,
      identifier: profile.id,
      name: profile.name,
      url: canonical,
      image: photoUrl,
      jobTitle: profile.title,
      worksFor: profile.company && { "@type": "Organization", name: profile.company },
      description: profile.bio,
      homeLocation: profile.location && { "@type": "Place", name: profile.location },
      email: profile.showEmail ? profile.contactEmail : null,
      telephone: profile.showPhone ? profile.contactPhone : null,
      knowsAbout: profile.skills,
      alumniOf: ordered(profile.education).map(({ institution }) => ({
        "@type": "EducationalOrganization",
        name: institution,
      })),
      sameAs: ordered(profile.socialLinks).flatMap(({ url }) => webAddress(url) ?? []),
    }),
  };
}

/** Without what is empty. */
function filled(data: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(
    Object.entries(data).filter(([, value]) =>
      Array.isArray(value)
        ? value.length > 0
        : value !== undefined && value !== null && value !== "",
    ),
  );
}
