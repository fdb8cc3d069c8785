import fc from "fast-check";
import { expect, test } from "vitest";
import { entryView } from "../../../shared/model/profile/entry-view.ts";
import { ownerView, visitorView } from "../../../shared/model/profile/profile-view.ts";
import { publicView } from "../../../shared/model/profile/public-view.ts";
import { SECTION_NAMES } from "../../../shared/model/profile/sections/section-models.ts";
import { arbitraryProfile, SEED } from "../support/arbitrary-profile.ts";

const BASE = "https://photos.example.com";

function turned<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).reverse()) as T;
}

test("views have the same bytes whatever order the table gives an entry's fields in", () => {
  fc.assert(
    fc.property(arbitraryProfile, (profile) => {
      const other = {
        ...profile,
        socialLinks: profile.socialLinks.map(turned),
        workExperiences: profile.workExperiences.map(turned),
        education: profile.education.map(turned),
      };
      for (const view of [ownerView, visitorView, publicView]) {
        expect(JSON.stringify(view(other, BASE))).toBe(JSON.stringify(view(profile, BASE)));
      }
    }),
    SEED,
  );
});

test("an entry's view says what the entry says", () => {
  fc.assert(
    fc.property(arbitraryProfile, (profile) => {
      for (const section of SECTION_NAMES) {
        for (const entry of profile[section]) {
          const view = entryView(section, entry);
          expect(view).toEqual(entry);
          expect(JSON.stringify(entryView(section, turned(entry)))).toBe(JSON.stringify(view));
        }
      }
    }),
    SEED,
  );
});
