import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ProfileSchema,
  VisitedProfileSchema,
} from "../../../shared/model/profile/profile-schema.ts";
import { ownerView, visitorView } from "../../../shared/model/profile/profile-view.ts";
import { arbitraryProfile, SEED, sampleProfile, seen } from "../support/arbitrary-profile.ts";

const BASE = "https://photos.example.com";

describe("the owner's view", () => {
  test("has every field of the contract, always, and no other", () => {
    fc.assert(
      fc.property(arbitraryProfile, (profile) => {
        const view = ownerView(profile, BASE);
        expect(Object.keys(view).sort()).toEqual(Object.keys(ProfileSchema.shape).sort());
        expect(ProfileSchema.parse(view)).toEqual(view);
        expect(view).toMatchObject(seen(profile));
      }),
      SEED,
    );
  });

  test("gives the addresses of the photo, or none", () => {
    const photo = { id: "p1", width: 300, height: 200, color: "#336699" };
    const folder = `${BASE}/photos/${sampleProfile.id}/p1`;
    const view = ownerView({ ...sampleProfile, photo }, BASE);
    expect(view.photoUrl).toBe(`${folder}/1024.jpg`);
    expect(view.photo).toEqual({
      ...{ url: view.photoUrl, width: 300, height: 200, color: "#336699" },
      sizes: { 96: `${folder}/96.jpg`, 256: `${folder}/256.jpg`, 1024: `${folder}/1024.jpg` },
    });
    const without = ownerView({ ...sampleProfile, photo: null }, BASE);
    expect(without).toMatchObject({ photoUrl: "", photo: null });
  });
});

describe("a visitor's view", () => {
  test("is what its schema says, and nothing of the owner's alone", () => {
    fc.assert(
      fc.property(arbitraryProfile, (profile) => {
        const view = visitorView(profile, BASE);
        expect(VisitedProfileSchema.parse(view)).toEqual(view);
        for (const hidden of ["owner", "version", "isPrimary", "mcpDiscoverable"]) {
          expect(view).not.toHaveProperty(hidden);
        }
      }),
      SEED,
    );
  });

  test.each([
    [true, false, "jane@example.com", null],
    [false, true, null, "+14155550123"],
    [false, false, null, null],
  ])("shows contact data as the owner wishes: e-mail %s, phone %s", (showEmail, showPhone, ...shown) => {
    const contact = { contactEmail: "jane@example.com", contactPhone: "+14155550123" };
    const view = visitorView({ ...sampleProfile, ...contact, showEmail, showPhone }, BASE);
    expect([view.contactEmail, view.contactPhone]).toEqual(shown);
    expect(view).toMatchObject({ showEmail, showPhone });
  });
});
