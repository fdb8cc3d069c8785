import fc from "fast-check";
import { expect, test } from "vitest";
import type { Profile } from "../../../shared/model/profile/profile.ts";
import { SECTION_NAMES } from "../../../shared/model/profile/sections/section-models.ts";
import { assembleProfiles, type StoredProfile } from "../../../shared/persistence/profile-item.ts";
import type { ProfileStep } from "../../../shared/persistence/profile-step-label.ts";
import {
  insertProfileSteps,
  replaceProfileSteps,
} from "../../../shared/persistence/profile-steps.ts";
import type { Item } from "../../../shared/persistence/table.ts";
import { arbitraryProfile, SEED } from "../support/arbitrary-profile.ts";

/** Carries out the writes of a profile's items on a copy of the table, as DynamoDB would. */
function apply(table: ReadonlyMap<string, Item>, steps: readonly ProfileStep[]) {
  const next = new Map(table);
  for (const { label, write } of steps) {
    if (label !== "root" && label !== "entry") continue;
    const item = write.Put?.Item as Item | undefined;
    if (item) next.set(String(item.sk), withoutUndefined(item));
    else next.delete(String(write.Delete?.Key?.sk));
  }
  return next;
}

function withoutUndefined(item: Item): Item {
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined));
}

function read(table: ReadonlyMap<string, Item>): StoredProfile {
  const items = [...table.keys()].sort().map((sk) => table.get(sk) as Item);
  const [only] = assembleProfiles(items) ?? [];
  if (!only) throw new Error("The items do not fit together.");
  return only;
}

/** A next version that keeps, alters, removes and adds entries. */
const arbitraryNext = fc.tuple(
  arbitraryProfile,
  arbitraryProfile,
  fc.array(fc.constantFrom("keep", "alter", "remove"), { minLength: 20, maxLength: 20 }),
);

function evolve(profile: Profile, other: Profile, fates: readonly string[]): Profile {
  const sections = SECTION_NAMES.map((section) => {
    const kept = profile[section].flatMap((entry, index) => {
      if (fates[index] === "remove") return [];
      return [fates[index] === "alter" ? { ...entry, displayOrder: 99 } : entry];
    });
    const added = other[section].filter(({ id }) => !kept.some((entry) => entry.id === id));
    return [section, [...kept, ...added].toSorted((a, b) => (a.id < b.id ? -1 : 1))];
  });
  return { ...profile, ...Object.fromEntries(sections), version: profile.version + 1 };
}

test("after any change the items read back as the next version", () => {
  fc.assert(
    fc.property(arbitraryNext, ([profile, other, fates]) => {
      const created = apply(new Map(), insertProfileSteps(profile, 25));
      const after = evolve(profile, other, fates);
      const changed = apply(created, replaceProfileSteps(read(created), after));
      expect(read(changed).profile).toStrictEqual(after);
      const emptied: Profile = { ...after, socialLinks: [], workExperiences: [], education: [] };
      const last = { ...emptied, version: after.version + 1 };
      const bare = apply(changed, replaceProfileSteps(read(changed), last));
      expect(bare.size).toBe(1);
      expect(read(bare).profile).toStrictEqual(last);
    }),
    SEED,
  );
});

test("only entries that differ are written", () => {
  fc.assert(
    fc.property(arbitraryNext, ([profile, other, fates]) => {
      const before = read(apply(new Map(), insertProfileSteps(profile, 25)));
      const after = evolve(profile, other, fates);
      const written = replaceProfileSteps(before, after).filter(({ label }) => label === "entry");
      const count = (from: Profile, to: Profile) =>
        SECTION_NAMES.flatMap((section) =>
          from[section].filter((entry) => {
            const twin = to[section].find(({ id }) => id === entry.id);
            return JSON.stringify(twin) !== JSON.stringify(entry);
          }),
        );
      const puts = written.filter(({ write }) => write.Put);
      const removed = count(before.profile, after).filter(
        ({ id }) => !SECTION_NAMES.some((s) => after[s].some((entry) => entry.id === id)),
      );
      expect(puts).toHaveLength(count(after, before.profile).length);
      expect(written.length - puts.length).toBe(removed.length);
      for (const { write } of puts) expect(write.Put?.Item?.version).toBe(after.version);
    }),
    SEED,
  );
});

test("a read that mixes two versions is noticed", () => {
  fc.assert(
    fc.property(arbitraryNext, fc.nat(), ([profile, other, fates], cut) => {
      const older = apply(new Map(), insertProfileSteps(profile, 25));
      const steps = replaceProfileSteps(read(older), evolve(profile, other, fates));
      const newer = apply(older, steps);
      const keys = [...new Set([...older.keys(), ...newer.keys()])].sort();
      const at = cut % (keys.length + 1);
      const mixed = keys.flatMap((sk, index) => (index < at ? older : newer).get(sk) ?? []);
      const [seen] = assembleProfiles(mixed as Item[]) ?? [];
      if (!seen) return;
      expect([read(older).profile.version, read(newer).profile.version]).toContain(
        seen.profile.version,
      );
      const whole = seen.profile.version === profile.version ? older : newer;
      expect(seen.profile).toStrictEqual(read(whole).profile);
    }),
    { ...SEED, numRuns: 400 },
  );
});
