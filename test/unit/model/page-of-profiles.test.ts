import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type ProfilePlace,
  pageOfProfiles,
} from "../../../shared/model/profile/page-of-profiles.ts";
import type { Profile } from "../../../shared/model/profile/profile.ts";
import { SEED, sampleProfile } from "../support/arbitrary-profile.ts";

/** Ids rise with the time of creation. */
const idOf = (age: number) => `0199aaaa-0000-7000-8000-${String(age).padStart(12, "0")}`;

/** An account with some profiles, of which one is the primary one. */
function account(ages: readonly number[], primary: number): Profile[] {
  const sorted = ages.toSorted((a, b) => a - b);
  return sorted.map((age) => ({
    ...sampleProfile,
    id: idOf(age),
    isPrimary: age === sorted[primary % sorted.length],
  }));
}

const state = fc.record({
  ages: fc.uniqueArray(fc.nat({ max: 30 }), { maxLength: 12 }),
  primary: fc.nat(),
});

test("profiles that are there all the while come exactly once, whatever else happens", () => {
  const stay = fc.uniqueArray(fc.nat({ max: 30 }), { maxLength: 6 });
  const states = fc.array(state, { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(stay, states, fc.integer({ min: 1, max: 5 }), (staying, changes, limit) => {
      const seen: string[] = [];
      let place: ProfilePlace | undefined;
      for (let page = 0; page === 0 || place; page += 1) {
        const { ages, primary } = changes[page % changes.length] ?? { ages: [], primary: 0 };
        const present = account([...new Set([...staying, ...ages])], primary);
        const { profiles, next } = pageOfProfiles(present, limit, place);
        expect(profiles.length).toBeLessThanOrEqual(limit);
        if (page === 0 && present.length > 0) expect(profiles[0]?.isPrimary).toBe(true);
        seen.push(...profiles.map(({ id }) => id));
        place = next;
      }
      expect(new Set(seen).size).toBe(seen.length);
      for (const age of staying) expect(seen).toContain(idOf(age));
      const rest = seen.slice(1);
      expect(rest).toEqual(rest.toSorted());
    }),
    SEED,
  );
});

test("pages of an account that rests are its list, cut", () => {
  fc.assert(
    fc.property(state, fc.integer({ min: 1, max: 25 }), ({ ages, primary }, limit) => {
      const present = account(ages, primary);
      const read: Profile[] = [];
      let place: ProfilePlace | undefined;
      do {
        const page = pageOfProfiles(present, limit, place);
        read.push(...page.profiles);
        place = page.next;
        expect(page.profiles.length === limit || !place).toBe(true);
      } while (place);
      expect(read).toEqual(pageOfProfiles(present, 99).profiles);
    }),
    SEED,
  );
});
