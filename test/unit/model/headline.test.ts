import fc from "fast-check";
import { expect, test } from "vitest";
import { headlineOf } from "../../../shared/model/profile/headline.ts";
import { codePoints } from "../../../shared/model/text.ts";
import { SEED } from "../support/arbitrary-profile.ts";

test("is title and company, or the title alone", () => {
  const profile = { customHeadline: "", title: "Architect", company: "Acme" };
  expect(headlineOf(profile)).toBe("Architect at Acme");
  expect(headlineOf({ ...profile, company: "" })).toBe("Architect");
});

test("is the owner's own text when there is one", () => {
  const profile = { customHeadline: "Builds bridges", title: "Architect", company: "Acme" };
  expect(headlineOf(profile)).toBe("Builds bridges");
});

test("is cut with an ellipsis when both parts are as long as they may be", () => {
  const headline = headlineOf({
    customHeadline: "",
    title: "👍".repeat(120),
    company: "c".repeat(120),
  });
  expect(codePoints(headline)).toBe(220);
  expect(headline.endsWith("c…")).toBe(true);
});

test("never is longer than an owner could write it, nor split inside a character", () => {
  const part = fc.string({ unit: "grapheme", maxLength: 120 }).map((raw) => [...raw].slice(0, 120));
  fc.assert(
    fc.property(part, part, (title, company) => {
      const headline = headlineOf({
        customHeadline: "",
        title: title.join(""),
        company: company.join(""),
      });
      expect(codePoints(headline)).toBeLessThanOrEqual(220);
      expect(headline.isWellFormed()).toBe(true);
    }),
    SEED,
  );
});
