import { ordered } from "./entry-order.ts";
import {
  type Entry,
  SECTION_NAMES,
  SECTIONS,
  type SectionName,
  type Sections,
} from "./sections/section-models.ts";

/** An entry with its fields in the order of answers. @param entry with these fields at least */
export function entryView<S extends SectionName>(section: S, entry: object): Sections[S][number] {
  const { view } = SECTIONS[section] as { view(entry: unknown): Entry };
  return view(entry) as Sections[S][number];
}

/** The entries of a section as answers have them, in order. */
export function sectionView<S extends SectionName>(profile: Sections, section: S): Sections[S] {
  const entries: readonly Entry[] = profile[section];
  return ordered(entries).map((entry) => entryView(section, entry)) as unknown as Sections[S];
}

/** All sections as answers have them. */
export function sectionViews(profile: Sections): Sections {
  const views: { [S in SectionName]?: unknown } = {};
  for (const section of SECTION_NAMES) views[section] = sectionView(profile, section);
  return views as Sections;
}
