import fc from "fast-check";
import { expect, test } from "vitest";
import {
  deletionVariants,
  isCorrectable,
  isInVocabulary,
  isOneEditAway,
} from "../../../../shared/model/directory/one-edit.ts";
import { SEED } from "../../support/arbitrary-profile.ts";

test.each([
  ["petrov", "petrv", true],
  ["petrov", "peetrov", true],
  ["petrov", "petrof", true],
  ["petrov", "petrvo", true],
  ["petrov", "ptrov", true],
  ["petrov", "petrov", false],
  ["petrov", "petvro", false],
  ["petrov", "petr", false],
  ["petrov", "pterof", false],
  ["abcde", "badce", false],
])("%s and %s", (one, other, isNear) => {
  expect([isOneEditAway(one, other), isOneEditAway(other, one)]).toEqual([isNear, isNear]);
});

const letters = fc.string({ unit: fc.constantFrom(..."abc"), minLength: 4, maxLength: 8 });

test("words that one edit parts share a variant", () => {
  fc.assert(
    fc.property(letters, letters, (one, other) => {
      fc.pre(isOneEditAway(one, other));
      const shared = deletionVariants(one).filter((v) => deletionVariants(other).includes(v));
      expect(shared).not.toEqual([]);
    }),
    SEED,
  );
});

test("words of letters only, and none too long, are in the vocabulary", () => {
  expect(["jane", "jan", "agent007", "=real-estate", "a".repeat(25)].map(isInVocabulary)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
  expect(["janet", "jane"].map(isCorrectable)).toEqual([true, false]);
});
