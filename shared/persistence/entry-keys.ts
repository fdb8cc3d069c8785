import {
  SECTION_NAMES,
  SECTIONS,
  type SectionName,
} from "../model/profile/sections/section-models.ts";
import { type Key, profileSort, userPartition } from "./keys.ts";

const SECTION_BY_TAG: ReadonlyMap<string, SectionName> = new Map(
  SECTION_NAMES.map((section) => [SECTIONS[section].tag, section]),
);

const ID_START = profileSort().length;

/** An entry of a section; it sorts behind its profile's root. */
export function entryKey(
  owner: string,
  profileId: string,
  section: SectionName,
  entryId: string,
): Key {
  return {
    pk: userPartition(owner),
    sk: `${profileSort(profileId)}#${SECTIONS[section].tag}#${entryId}`,
  };
}

/** The section whose entry has this sort key: `PROFILE#<profile id>#<tag>#<entry id>`. */
export function sectionOf(sk: string): SectionName | undefined {
  const start = sk.indexOf("#", ID_START) + 1;
  return SECTION_BY_TAG.get(sk.slice(start, sk.indexOf("#", start)));
}
