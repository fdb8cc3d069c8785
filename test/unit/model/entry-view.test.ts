import fc from "fast-check";
import { expect, test } from "vitest";
import { entryView } from "../../../shared/model/profile/entry-view.ts";
import { type Entry, SECTION_NAMES } from "../../../shared/model/profile/profile.ts";
import { ownerView, visitorView } from "../../../shared/model/profile/profile-view.ts";
import { publicView } from "../../../shared/model/profile/public-view.ts";
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
      for (const entry of SECTION_NAMES.flatMap<Entry>((section) => profile[section])) {
        expect(entryView(entry)).toEqual(entry);
        expect(JSON.stringify(entryView(turned(entry)))).toBe(JSON.stringify(entryView(entry)));
      }
    }),
    SEED,
  );
});
