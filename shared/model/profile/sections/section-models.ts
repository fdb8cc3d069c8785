import type { EntryOf } from "./define-section.ts";
import { education } from "./education.ts";
import { socialLinks } from "./social-links.ts";
import { workExperiences } from "./work-experiences.ts";

/** Every section, by its name in a profile, in the order of answers. */
export const SECTIONS = { workExperiences, education, socialLinks };

/** Field of a profile that holds a section. */
export type SectionName = keyof typeof SECTIONS;

/** In the order of answers. */
export const SECTION_NAMES = Object.keys(SECTIONS) as readonly SectionName[];

/** The lists of entries a profile holds. */
export type Sections = {
  readonly [S in SectionName]: readonly EntryOf<(typeof SECTIONS)[S]>[];
};

/** An entry of any section. */
export type Entry = Sections[SectionName][number];

/** The sections of a profile that has no entries yet. */
export function noEntries(): Record<SectionName, Entry[]> & Sections {
  const sections: Partial<Record<SectionName, Entry[]>> = {};
  for (const section of SECTION_NAMES) sections[section] = [];
  return sections as Record<SectionName, Entry[]> & Sections;
}
