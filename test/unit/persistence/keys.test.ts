import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SECTION_NAMES } from "../../../shared/model/profile/sections/section-models.ts";
import { entryKey, sectionOf } from "../../../shared/persistence/entry-keys.ts";
import {
  accountKey,
  cardKey,
  isRootSort,
  profileKey,
  profileSort,
  slugKey,
} from "../../../shared/persistence/keys.ts";
import { SEED } from "../support/arbitrary-profile.ts";

test("keys are as the data model says", () => {
  expect(accountKey("jane")).toEqual({ pk: "USER#jane", sk: "ACCOUNT" });
  expect(profileKey("jane", "1")).toEqual({ pk: "USER#jane", sk: "PROFILE#1" });
  expect(cardKey("1")).toEqual({ pk: "PROFILE#1", sk: "CARD" });
  expect(slugKey("jane-doe")).toEqual({ pk: "SLUG#jane-doe", sk: "SLUG" });
  const sortKeys = SECTION_NAMES.map((section) => [
    section,
    entryKey("jane", "1", section, "2").sk,
  ]);
  expect(Object.fromEntries(sortKeys)).toEqual({
    socialLinks: "PROFILE#1#LINK#2",
    workExperiences: "PROFILE#1#WORK#2",
    education: "PROFILE#1#EDU#2",
  });
});

describe("a sort key read back", () => {
  test("says whether it is a root, or of which section", () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), fc.constantFrom(...SECTION_NAMES), (id, entry, section) => {
        const root = profileKey("jane", id).sk;
        expect([isRootSort(root), sectionOf(root)]).toEqual([true, undefined]);
        const { sk } = entryKey("jane", id, section, entry);
        expect([isRootSort(sk), sectionOf(sk)]).toEqual([false, section]);
        expect(sk.startsWith(profileSort(id))).toBe(true);
      }),
      SEED,
    );
  });

  test.each([
    "ACCOUNT",
    "CARD",
    "",
    "XPROFILE#1",
    "profile#1",
    "PROFILE#1#",
    "UPLOAD#1#2",
  ])("is no root: %j", (sk) => {
    expect(isRootSort(sk)).toBe(false);
  });

  test.each([
    "ACCOUNT",
    "",
    "PROFILE##",
    "PROFILE#1#",
    "PROFILE#1#FOO#2",
    "UPLOAD#1#2",
  ])("is no entry: %j", (sk) => {
    expect(sectionOf(sk)).toBeUndefined();
  });
});

test("an account's name cannot reach into another partition or item", () => {
  const owner = fc.string({ minLength: 1 });
  fc.assert(
    fc.property(owner, owner, (a, b) => {
      expect(profileKey(a, "1").pk === profileKey(b, "1").pk).toBe(a === b);
      expect(profileKey(a, "1").sk).toBe(profileKey(b, "1").sk);
    }),
    SEED,
  );
});
