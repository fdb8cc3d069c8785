import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PhotoChange } from "../../../shared/model/photo/photo.ts";
import { nextVersion } from "../../../shared/model/profile/next-version.ts";
import type { Profile } from "../../../shared/model/profile/profile.ts";
import { ownerView } from "../../../shared/model/profile/profile-view.ts";
import { SECTION_NAMES } from "../../../shared/model/profile/sections/section-models.ts";
import type { UpdateProfileInput } from "../../../shared/model/profile/update-profile-input.ts";
import { arbitraryProfile, SEED, sampleProfile, seen } from "../support/arbitrary-profile.ts";

const NOW = "2026-03-01T00:00:00.000Z";
const apply = (profile: Profile, change: UpdateProfileInput, photo?: PhotoChange) =>
  nextVersion(profile, change, photo, NOW);
const stamped = (profile: Profile) => ({ ...profile, version: 0, updatedAt: "" });

const nullable = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const arbitraryChange = fc.record(
  {
    name: fc.constantFrom("Ann", "Bob"),
    title: fc.constantFrom("Chef", "Nurse"),
    company: nullable(fc.constantFrom("", "Acme")),
    bio: nullable(fc.string()),
    vertical: nullable(fc.constantFrom("", "law")),
    headline: nullable(fc.constantFrom("", "Own words")),
    skills: nullable(fc.array(fc.string())),
    contactEmail: nullable(fc.constant("a@example.com")),
    showEmail: nullable(fc.boolean()),
    mcpDiscoverable: nullable(fc.boolean()),
    slug: fc.constantFrom("ann", "bob"),
    isPublic: fc.boolean(),
    isPrimary: fc.constant(true as const),
    socialLinks: nullable(fc.constant([])),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<UpdateProfileInput>;

/** A change that sends back all that was read, as an editor does. */
function echo(profile: Profile): UpdateProfileInput {
  const { owner, wasPublic, photo, photoRequest, version, createdAt, updatedAt, ...fields } =
    profile;
  const { id, customHeadline, isPrimary, ...written } = fields;
  return {
    ...written,
    ...seen(profile),
    headline: customHeadline,
    ...(isPrimary ? { isPrimary } : {}),
  } as unknown as UpdateProfileInput;
}

describe("laws of a change", () => {
  test("an empty one changes the version and the time alone", () => {
    fc.assert(
      fc.property(arbitraryProfile, (profile) => {
        const wasPublic = profile.wasPublic || profile.isPublic;
        const expected = { ...profile, wasPublic, version: profile.version + 1, updatedAt: NOW };
        expect(apply(profile, {})).toEqual(expected);
      }),
      SEED,
    );
  });

  test("sending back what was read changes nothing but links without a name", () => {
    fc.assert(
      fc.property(arbitraryProfile, (given) => {
        const profile = { ...apply(given, {}), socialLinks: [] };
        expect(stamped(apply(profile, echo(profile)))).toEqual(stamped(profile));
      }),
      SEED,
    );
  });

  test("applied twice it is the same as once", () => {
    fc.assert(
      fc.property(arbitraryProfile, arbitraryChange, (profile, change) => {
        const once = apply(profile, change);
        expect(stamped(apply(once, change))).toEqual(stamped(once));
      }),
      SEED,
    );
  });

  test("changes of different fields may come in any order", () => {
    fc.assert(
      fc.property(arbitraryProfile, arbitraryChange, (profile, { skills, name, ...rest }) => {
        const other = { ...(name === undefined ? {} : { name }), skills };
        expect(apply(apply(profile, other), rest)).toEqual(apply(apply(profile, rest), other));
      }),
      SEED,
    );
  });

  test("nothing of the given profile is altered, and no field is lost", () => {
    fc.assert(
      fc.property(arbitraryProfile, arbitraryChange, (profile, change) => {
        const before = structuredClone(profile);
        const after = apply(profile, change);
        expect(profile).toEqual(before);
        expect(Object.keys(after).sort()).toEqual(Object.keys(profile).sort());
        expect(Object.values(after)).not.toContain(undefined);
        expect(after).toMatchObject({ id: profile.id, owner: profile.owner });
        expect(after.createdAt).toBe(profile.createdAt);
      }),
      SEED,
    );
  });
});

describe("single rules", () => {
  test("null clears every field that may be empty", () => {
    const cleared = apply(sampleProfile, {
      ...{ company: null, bio: null, location: null, vertical: null, headline: null },
      ...{ skills: null, contactEmail: null, contactPhone: null, showEmail: null, showPhone: null },
      ...{ socialLinks: null, workExperiences: null, education: null, mcpDiscoverable: null },
    });
    expect(cleared).toMatchObject({ company: "", bio: "", location: "", vertical: "", skills: [] });
    expect(cleared).toMatchObject({ contactEmail: null, contactPhone: null });
    expect(cleared).toMatchObject({ showEmail: false, showPhone: false, customHeadline: "" });
    expect(cleared.mcpDiscoverable).toBe(true);
    for (const section of SECTION_NAMES) expect(cleared[section]).toEqual([]);
  });

  test("the headline follows title and company until the owner writes one", () => {
    const plain = { ...sampleProfile, customHeadline: "", company: "Acme" };
    const headline = (profile: Profile) => ownerView(profile, "").headline;
    const renamed = apply(plain, { title: "Chef" });
    expect(headline(renamed)).toBe("Chef at Acme");
    const own = apply(renamed, { headline: "Cooks well" });
    expect(headline(apply(own, { title: "Nurse" }))).toBe("Cooks well");
    for (const unset of [null, ""]) {
      expect(headline(apply(own, { headline: unset }))).toBe("Chef at Acme");
    }
  });

  test("a profile that was ever public stays known as that", () => {
    const draft = { ...sampleProfile, isPublic: false, wasPublic: false };
    expect(apply(draft, {}).wasPublic).toBe(false);
    const hidden = apply(apply(draft, { isPublic: true }), { isPublic: false });
    expect(hidden).toMatchObject({ isPublic: false, wasPublic: true });
  });

  test("a primary profile stays the primary one", () => {
    expect(apply({ ...sampleProfile, isPrimary: true }, {}).isPrimary).toBe(true);
    expect(apply({ ...sampleProfile, isPrimary: false }, { isPrimary: true }).isPrimary).toBe(true);
  });

  test.each([
    ["asked for later replaces the old one", "3", "new"],
    ["asked for earlier comes too late", "1", "old"],
    ["of the same request changes nothing", "2", "old"],
  ])("a photo %s", (_, request, expected) => {
    const photo = { id: "old", width: 2, height: 1, color: "#ffffff" };
    const profile = { ...sampleProfile, photo, photoRequest: "2" };
    const changed = apply(profile, {}, { photo: { ...photo, id: "new" }, request });
    expect(changed.photo?.id).toBe(expected);
    expect(changed.photoRequest).toBe(expected === "new" ? "3" : "2");
  });

  test("a change without a photo keeps it; one to no photo removes it", () => {
    const photo = { id: "old", width: 2, height: 1, color: "#ffffff" };
    const profile = { ...sampleProfile, photo, photoRequest: "2" };
    expect(apply(profile, {}).photo).toBe(photo);
    expect(apply(profile, {}, { photo: null, request: "3" }).photo).toBeNull();
  });
});
