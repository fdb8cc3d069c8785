import fc from "fast-check";
import { expect, test } from "vitest";
import { countDifferences, diffEntries } from "../../../shared/model/profile/diff-entries.ts";
import {
  type Entry,
  SECTION_NAMES,
  type Sections,
} from "../../../shared/model/profile/sections/section-models.ts";
import { arbitraryProfile, SEED } from "../support/arbitrary-profile.ts";

const NONE: Sections = { socialLinks: [], workExperiences: [], education: [] };
const all = (sections: Sections): Entry[] => SECTION_NAMES.flatMap<Entry>((name) => sections[name]);

test("entries in another order are the same", () => {
  fc.assert(
    fc.property(arbitraryProfile, (profile) => {
      const turned = Object.fromEntries(
        SECTION_NAMES.map((name) => [name, profile[name].toReversed()]),
      );
      expect(diffEntries(profile, { ...profile, ...turned })).toEqual({
        written: [],
        removed: [],
      });
    }),
    SEED,
  );
});

test("from none every entry is written, to none every entry is removed", () => {
  fc.assert(
    fc.property(arbitraryProfile, (profile) => {
      const entries = all(profile);
      const added = diffEntries(NONE, profile);
      expect(added.written.map(({ entry }) => entry)).toEqual(entries);
      expect(added.removed).toEqual([]);
      const emptied = diffEntries(profile, NONE);
      expect(emptied.removed.map(({ id }) => id)).toEqual(entries.map(({ id }) => id));
      expect(countDifferences(profile, NONE)).toBe(entries.length);
    }),
    SEED,
  );
});

test("an entry that says something else is the only one written", () => {
  fc.assert(
    fc.property(arbitraryProfile, fc.nat(), (profile, at) => {
      const { workExperiences } = profile;
      const old = workExperiences[at % workExperiences.length];
      fc.pre(old !== undefined);
      const changed = { ...old, description: `${old.description}.` };
      const next = workExperiences.map((entry) => (entry === old ? changed : entry));
      expect(diffEntries(profile, { ...profile, workExperiences: next })).toEqual({
        written: [{ section: "workExperiences", entry: changed }],
        removed: [],
      });
    }),
    SEED,
  );
});

test("a field that the stored entry has not yet is a change, as is one it alone has", () => {
  const link = { id: "a", platform: "x", url: "https://x.com/a", username: "a", displayOrder: 0 };
  const { username, ...older } = link;
  const holding = (entry: object) => ({ ...NONE, socialLinks: [entry] }) as unknown as Sections;
  expect(countDifferences(holding(older), holding(link))).toBe(1);
  expect(countDifferences(holding(link), holding(older))).toBe(1);
  expect(countDifferences(holding(link), holding({ ...link }))).toBe(0);
});
