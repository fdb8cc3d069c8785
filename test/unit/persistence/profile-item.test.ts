import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Profile } from "../../../shared/model/profile/profile.ts";
import { SECTION_NAMES } from "../../../shared/model/profile/sections/section-models.ts";
import { assembleProfiles, entryItem, rootItem } from "../../../shared/persistence/profile-item.ts";
import type { Item } from "../../../shared/persistence/table.ts";
import { arbitraryProfile, SEED, sampleProfile } from "../support/arbitrary-profile.ts";

/** The items of a profile as DynamoDB gives them: by sort key, without undefined values. */
function itemsOf(profile: Profile): Item[] {
  const entries = SECTION_NAMES.flatMap((section) =>
    profile[section].map((entry) => entryItem(profile, section, entry, profile.version)),
  );
  const versions = new Map(
    SECTION_NAMES.flatMap((section) => profile[section].map(({ id }) => [id, profile.version])),
  );
  return stored([rootItem(profile, versions), ...entries]);
}

function stored(items: readonly Item[]): Item[] {
  const written = items.map((item) =>
    Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined)),
  );
  return written.toSorted((a, b) => (String(a.sk) < String(b.sk) ? -1 : 1));
}

const withEntries = arbitraryProfile.filter((profile) => profile.workExperiences.length > 0);

describe("a profile and its items", () => {
  test("come back as they went, with the version that wrote each entry", () => {
    fc.assert(
      fc.property(arbitraryProfile, (profile) => {
        const [read] = assembleProfiles(itemsOf(profile)) ?? [];
        expect(read?.profile).toStrictEqual(profile);
        const versions = [...(read?.entryVersions.values() ?? [])];
        expect(versions.every((version) => version === profile.version)).toBe(true);
      }),
      SEED,
    );
  });

  test("come back among others of the same partition", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(arbitraryProfile, { selector: ({ id }) => id, maxLength: 4 }),
        (given) => {
          const profiles = given.toSorted((a, b) => (a.id < b.id ? -1 : 1));
          const others = [
            { pk: "USER#x", sk: "ACCOUNT" },
            { pk: "USER#x", sk: "USAGE#1" },
          ];
          const items = stored([...profiles.flatMap(itemsOf), ...others]);
          expect(assembleProfiles(items)?.map(({ profile }) => profile)).toStrictEqual(profiles);
        },
      ),
      { ...SEED, numRuns: 50 },
    );
  });
});

describe("a read in the middle of a change", () => {
  test("shows when an entry is missing, of another version, or too many", () => {
    fc.assert(
      fc.property(withEntries, fc.nat(), (profile, pick) => {
        const items = itemsOf(profile);
        const places = [...items.keys()].filter((index) => items[index]?.entryCount === undefined);
        const at = places[pick % places.length] as number;
        expect(assembleProfiles(items.toSpliced(at, 1))).toBeUndefined();
        const newer = { ...items[at], version: profile.version + 1 };
        expect(assembleProfiles(items.toSpliced(at, 1, newer))).toBeUndefined();
        const added = { ...items[at], sk: `${items[at]?.sk}0`, id: "added" };
        expect(assembleProfiles([...items, added])).toBeUndefined();
      }),
      SEED,
    );
  });

  test("of one profile makes the whole list be read again", () => {
    fc.assert(
      fc.property(withEntries, arbitraryProfile, (torn, whole) => {
        expect(
          assembleProfiles([...itemsOf(torn).slice(0, -1), ...itemsOf(whole)]),
        ).toBeUndefined();
      }),
      { ...SEED, numRuns: 30 },
    );
  });

  test("leaves out entries whose root is gone", () => {
    const [, ...orphans] = itemsOf(sampleProfile);
    expect(assembleProfiles(orphans)).toEqual([]);
    expect(assembleProfiles([])).toEqual([]);
  });
});
