import fc from "fast-check";
import { expect, test } from "vitest";
import { PublicProfileSchema } from "../../../shared/model/profile/public-profile-schema.ts";
import { publicView } from "../../../shared/model/profile/public-view.ts";
import { arbitraryProfile, SEED } from "../support/arbitrary-profile.ts";

const BASE = "https://photos.example.com";

test("is what its schema says, and nothing of the owner's alone", () => {
  fc.assert(
    fc.property(arbitraryProfile, (profile) => {
      const view = publicView(profile, BASE);
      expect(PublicProfileSchema.parse(view)).toEqual(view);
      expect(Object.keys(view).sort()).toEqual(Object.keys(PublicProfileSchema.shape).sort());
      expect(view.workExperience).toEqual(view.workExperiences);
      expect([view.contactEmail, view.contactPhone]).toEqual([
        profile.showEmail ? profile.contactEmail : null,
        profile.showPhone ? profile.contactPhone : null,
      ]);
      const { showEmail, showPhone } = profile;
      expect(view).toMatchObject({ showEmail, showPhone });
      for (const hidden of ["owner", "version", "isPrimary", "mcpDiscoverable"]) {
        expect(view).not.toHaveProperty(hidden);
      }
    }),
    SEED,
  );
});
