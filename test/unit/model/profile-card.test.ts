import fc from "fast-check";
import { expect, test } from "vitest";
import { LIMITS } from "../../../shared/model/profile/limits.ts";
import type { Profile } from "../../../shared/model/profile/profile.ts";
import { cardOf, tombstoneOf } from "../../../shared/model/profile/profile-card.ts";
import type { SocialLink } from "../../../shared/model/profile/sections/social-links.ts";
import { cardItem } from "../../../shared/persistence/profile-item.ts";
import { arbitraryProfile, SEED, sampleProfile } from "../support/arbitrary-profile.ts";
import { itemSize } from "../support/item-size.ts";

test("a card shows what others may know, and its state", () => {
  const draft = cardOf({ ...sampleProfile, isPublic: false });
  expect(draft).toMatchObject({ state: "draft", name: sampleProfile.name });
  expect(cardOf({ ...sampleProfile, isPublic: true })).toMatchObject({ state: "public" });
  for (const secret of ["bio", "customHeadline", "skills", "showEmail", "isPrimary"]) {
    expect(draft).not.toHaveProperty(secret);
  }
});

test("while it is taken down it is withheld, whatever its owner chooses", () => {
  const takedown = { reason: "abuse", since: "2026-11-28T09:00:00.000Z" } as const;
  for (const isPublic of [true, false]) {
    const card = cardOf({ ...sampleProfile, isPublic, wasPublic: true, takedown });
    expect(card).toMatchObject({ state: "withheld", takedownReason: "abuse", wasPublic: true });
  }
  expect(cardOf({ ...sampleProfile, isPublic: true })).not.toHaveProperty("takedownReason");
});

test.each([
  [true, false],
  [false, true],
])("contact data is on it only when shown: e-mail %s, phone %s", (showEmail, showPhone) => {
  const contact = { contactEmail: "jane@example.com", contactPhone: "+14155550123" };
  expect(cardOf({ ...sampleProfile, ...contact, showEmail, showPhone })).toMatchObject({
    contactEmail: showEmail ? contact.contactEmail : null,
    contactPhone: showPhone ? contact.contactPhone : null,
  });
});

test("it says version, fullness, and whether the directory may have it", () => {
  fc.assert(
    fc.property(arbitraryProfile, (profile) => {
      const { version, discoverable, fullness } = cardOf(profile);
      expect([version, discoverable]).toEqual([profile.version, profile.mcpDiscoverable]);
      expect(fullness).toBeGreaterThanOrEqual(0);
      expect(fullness).toBeLessThanOrEqual(9);
    }),
    SEED,
  );
});

test("fullness counts what is filled in", () => {
  const empty: Profile = {
    ...{ ...sampleProfile, photo: null, bio: "", customHeadline: "", company: "", location: "" },
    ...{ skills: [], socialLinks: [], workExperiences: [], education: [] },
  };
  expect(cardOf(empty).fullness).toBe(0);
  const some = { ...empty, bio: "b", skills: ["s"], photo: largestPhoto };
  expect(cardOf(some).fullness).toBe(3);
  const full = { ...some, ...{ company: "c", location: "l", customHeadline: "h" } };
  const entries = { socialLinks: [link(0)], workExperiences: [link(1)], education: [link(2)] };
  expect(cardOf({ ...full, ...entries } as unknown as Profile).fullness).toBe(9);
});

const largestPhoto = { id: sampleProfile.id, width: 1_024, height: 1_024, color: "#336699" };
const link = (order: number, url = "https://example.com/"): SocialLink => ({
  ...{ id: `${order}`, platform: "website", url, username: `n${order}`, displayOrder: order },
});

test("the first links are on it, in their order", () => {
  const { links } = cardOf({ ...sampleProfile, socialLinks: [link(3), link(1), link(2)] });
  expect(links?.map(({ username }) => username)).toEqual(["n1", "n2", "n3"]);
  expect(Object.keys(links?.[0] ?? {})).toEqual(["platform", "url", "username"]);
});

test.each([
  ["many bytes a letter", "𝒜"],
  ["quotes", '"'],
  ["plain letters", "a"],
])("of the largest profile it stays below 4 KB: %s", (_, letter) => {
  const line = letter.repeat(LIMITS.line);
  const socialLinks = Array.from({ length: LIMITS.entries }, (_, order) => ({
    ...link(order, `https://example.com/${"a".repeat(order * 40)}`),
    username: letter.repeat(order),
  }));
  const largest: Profile = {
    ...sampleProfile,
    owner: `iss:0123456789abcdef:${"ß".repeat(255)}`,
    ...{ name: line, title: line, company: line, location: line, photo: largestPhoto },
    ...{ slug: "a".repeat(LIMITS.slug), vertical: "a".repeat(LIMITS.vertical) },
    contactEmail: `${"a".repeat(242)}@example.com`,
    ...{ contactPhone: "+123456789012345", showEmail: true, showPhone: true },
    ...{ version: Number.MAX_SAFE_INTEGER, socialLinks },
    takedown: { reason: "account_suspended", since: "2026-11-28T09:00:00.000Z" },
  };
  const item = { ...cardItem(largest.id, cardOf(largest)), schemaVersion: 2 };
  expect(itemSize(item)).toBeLessThanOrEqual(4_096);
  const plain = { ...largest, owner: "jane" };
  expect(cardOf(plain).links?.length).toBeGreaterThan(0);
});

test("a tombstone keeps no personal data", () => {
  expect(tombstoneOf({ ...sampleProfile, wasPublic: true }, "2026-03-01")).toEqual({
    ...{ state: "removed", wasPublic: true, removedAt: "2026-03-01" },
  });
});

test("a card lies under its profile's id", () => {
  const card = cardOf(sampleProfile);
  expect(cardItem(sampleProfile.id, card)).toEqual({
    ...{ pk: `PROFILE#${sampleProfile.id}`, sk: "CARD", ...card },
  });
});
