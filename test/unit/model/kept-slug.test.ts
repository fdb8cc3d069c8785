import { describe, expect, test } from "vitest";
import {
  claimablePlace,
  keptUntil,
  profilesBehind,
  type Slug,
  showsSlug,
} from "../../../shared/model/profile/kept-slug.ts";
import { sampleProfile } from "../support/arbitrary-profile.ts";

const UNTIL = keptUntil("2026-03-01T00:00:00.000Z");
const kept: Slug = { reservedFor: "jane", formerId: "former", reservedUntil: UNTIL };

test("a slug that was given up is kept for 30 days, to the full second", () => {
  expect(UNTIL).toBe(Date.parse("2026-03-31T00:00:00.000Z") / 1_000);
  expect(keptUntil("2026-03-01T00:00:00.001Z")).toBe(UNTIL + 1);
});

describe("a place can be claimed", () => {
  test.each([
    ["of one that is kept for the account", kept, "jane", "former"],
    ["not by another account", kept, "bob", undefined],
    ["not while a profile holds it", { ...kept, profileId: "holder" }, "jane", undefined],
    ["not of one that nobody has given up", { profileId: "holder" }, "jane", undefined],
    ["not of one that nobody has had", undefined, "jane", undefined],
  ])("%s", (_, slug, owner, place) => {
    expect(claimablePlace(slug, owner)).toBe(place);
  });
});

describe("a slug leads to", () => {
  const held = { ...kept, profileId: "holder" };
  test.each([
    ["its holder first, then to the one people last saw", held, -1, ["holder", "former"]],
    ["its holder alone once it is kept no longer", held, 0, ["holder"]],
    ["the former one while it is kept", kept, -1, ["former"]],
    ["nobody afterwards", kept, 0, []],
    ["nobody when it is unknown", undefined, 0, []],
  ])("%s", (_, slug, fromEnd, ids) => {
    expect(profilesBehind(slug, UNTIL * 1_000 + fromEnd)).toEqual(ids);
  });
});

describe("people get to see a slug for the first time", () => {
  const draft = { ...sampleProfile, slug: "jane", slugWasPublic: false };
  const shown = { ...draft, slugWasPublic: true };
  test.each([
    ["when its profile is published", draft, shown, true],
    ["when a published profile takes it", shown, { ...shown, slug: "doe" }, true],
    ["not while it stays a draft's", draft, { ...draft, slug: "doe" }, false],
    ["not when they have seen it before", shown, shown, false],
  ])("%s", (_, before, after, shows) => {
    expect(showsSlug(before, after)).toBe(shows);
  });
});
