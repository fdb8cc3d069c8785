import { expect, test } from "vitest";
import { cardOf, tombstoneOf } from "../../../shared/model/profile/profile-card.ts";
import { cardItem } from "../../../shared/persistence/profile-item.ts";
import { sampleProfile } from "../support/arbitrary-profile.ts";

test("a card shows what others may know, and its state", () => {
  const draft = cardOf({ ...sampleProfile, isPublic: false });
  expect(draft).toMatchObject({ state: "draft", name: sampleProfile.name });
  expect(cardOf({ ...sampleProfile, isPublic: true })).toMatchObject({ state: "public" });
  for (const secret of ["contactEmail", "contactPhone", "bio", "customHeadline", "version"]) {
    expect(draft).not.toHaveProperty(secret);
  }
});

test("a tombstone keeps no personal data", () => {
  expect(tombstoneOf({ ...sampleProfile, wasPublic: true }, "2026-03-01")).toEqual({
    ...{ owner: sampleProfile.owner, state: "removed", wasPublic: true, removedAt: "2026-03-01" },
  });
});

test("a card lies under its profile's id", () => {
  const card = cardOf(sampleProfile);
  expect(cardItem(sampleProfile.id, card)).toEqual({
    ...{ pk: `PROFILE#${sampleProfile.id}`, sk: "CARD", ...card },
  });
});
