import type { Profile } from "./profile.ts";

/**
 * How much of what a profile may say it says: a point each for photo, bio, a headline of its own,
 * company, location, skills, links, experience and education, 0 to 9. Name and title always are there.
 */
export function fullnessOf(profile: Profile): number {
  const { photo, bio, customHeadline, company, location } = profile;
  const { skills, socialLinks, workExperiences, education } = profile;
  const texts = [bio, customHeadline, company, location];
  const lists = [skills, socialLinks, workExperiences, education];
  return (
    Number(photo !== null) +
    texts.filter((text) => text !== "").length +
    lists.filter((list) => list.length > 0).length
  );
}
