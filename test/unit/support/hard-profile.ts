import fc from "fast-check";
import { type Dates, endsAfterStart } from "../../../shared/model/profile/partial-dates.ts";
import type { Profile } from "../../../shared/model/profile/profile.ts";
import { PLATFORMS } from "../../../shared/model/profile/sections/social-links.ts";
import { sampleProfile } from "./arbitrary-profile.ts";

/** Texts as the service keeps them, which formats have trouble with. */
const texts = [
  ...["Zoë Łoś", "山田 太郎", "محمد علي", "👩🏽‍💻 Dev", 'O\'Neil; Smith, "Jr"', "<b>&amp;</b>"],
  ...["\\n", "$&", "null", "-1", "a,b;c:d|e", "{{x}}", "…"],
];
const words = fc.constantFrom(...texts);
const unset = (text: fc.Arbitrary<string>) => fc.oneof(fc.constant(""), text);
const lines = unset(fc.constantFrom(...texts, "One\nTwo\n\n• three\tfour"));
const dates = fc.constantFrom("1000", "1999-12", "2020", "2021-02", "2999");
const endDate = fc.option(dates, { nil: null });

/** As the URL standard writes them; most are no URI. */
const url = fc
  .constantFrom(
    ...["https://github.com/jane", "https://www.linkedin.com/in/z%C3%B6e", "https://x.com/?a=[1]"],
    ...["http://[2001:db8::1]:8080/a|b", "https://example.com/a b/ü?q=%zz#f#g^", "https://e.com?"],
    ...["https://münchen.example/[x]", "https://e.com/%", "https://e.com/'()!*~$&+=@:;,"],
  )
  .map((one) => new URL(one).href);

function record<T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> {
  return fc.record<T>(model, { noNullPrototype: true });
}

/** In the order in which people see them, each in its place. */
function list<E extends object>(entry: fc.Arbitrary<E>) {
  return fc.array(entry, { maxLength: 4 }).map((entries) =>
    entries.map((one, at) => ({
      ...one,
      id: `0199aaaa-0000-7000-8000-00000000000${at}`,
      displayOrder: at,
    })),
  );
}

/** Any profile that the rules let in, with everything that is hard for other formats. */
export const hardProfile: fc.Arbitrary<Profile> = record({
  name: words,
  title: words,
  company: unset(words),
  bio: lines,
  location: unset(fc.oneof(words, fc.constantFrom("Köln, DE", "Remote"))),
  vertical: fc.constantFrom("", "real-estate"),
  customHeadline: unset(words),
  skills: fc.uniqueArray(words, { maxLength: 5 }),
  contactEmail: fc.constantFrom(null, "jane.doe+x@mail.example.com"),
  contactPhone: fc.constantFrom(null, "+14155550123"),
  showEmail: fc.boolean(),
  showPhone: fc.boolean(),
  mcpDiscoverable: fc.boolean(),
  isPublic: fc.boolean(),
  isPrimary: fc.boolean(),
  photo: fc.constantFrom(null, { id: "p", width: 4, height: 3, color: "#804020" }),
  workExperiences: list(
    record({
      ...{ jobTitle: words, company: words, location: unset(words), description: lines },
      ...{ startDate: dates, endDate },
    }),
  ),
  education: list(
    record({
      ...{ institution: words, degree: unset(words), fieldOfStudy: unset(words) },
      ...{ startDate: endDate, endDate, description: lines },
    }),
  ),
  socialLinks: list(
    record({ platform: fc.constantFrom(...PLATFORMS), url, username: unset(words) }),
  ),
}).map((fields) => ({
  ...sampleProfile,
  ...fields,
  workExperiences: fields.workExperiences.map(inTime),
  education: fields.education.map(inTime),
}));

/** Ends no sooner than it begins. */
function inTime<D extends Dates>(entry: D): D {
  return endsAfterStart(entry) ? entry : { ...entry, endDate: entry.startDate };
}
