import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitImport } from "../../../../shared/model/exchange/fit-import.ts";
import { FitNotes } from "../../../../shared/model/exchange/fit-notes.ts";
import { keepValid } from "../../../../shared/model/exchange/keep-valid.ts";
import { UpdateProfileInput } from "../../../../shared/model/profile/update-profile-input.ts";
import { anyText } from "../../support/any-text.ts";
import { SEED } from "../../support/arbitrary-profile.ts";

const made = (fields: Readonly<Record<string, unknown>>, more = {}) =>
  fitImport({ fields, changed: [], left: [], ...more });

/** Values that fields know, beside any others. */
const telling = fc.constantFrom<unknown>(
  ...["2021-02-25", "Jan 2019", "1999", "0000", "github", "Twitter", "@jane", "jane@example.com"],
  ...["https://example.com", "javascript:1", "+44 20 7946 0958", true, false, 0, -1, 1e308, null],
);
const value = fc.oneof(telling, anyText(150), fc.anything({ maxDepth: 1 }));
const entryField = fc.constantFrom(
  ...["jobTitle", "company", "location", "startDate", "endDate", "description", "displayOrder"],
  ...["institution", "degree", "fieldOfStudy", "platform", "url", "username", "id", "__proto__"],
);
const entry = fc.oneof(fc.dictionary(entryField, value, { maxKeys: 9 }), value);
const list = fc.oneof(fc.array(entry, { maxLength: 4 }), value);
const field = fc.constantFrom(
  ...["name", "title", "company", "bio", "location", "vertical", "headline", "skills", "slug"],
  ...["contactEmail", "contactPhone", "showEmail", "isPublic", "id", "__proto__", "toString"],
);
const section = fc.constantFrom("workExperiences", "education", "socialLinks");
const anything = fc
  .tuple(
    fc.dictionary(field, fc.oneof(value, fc.array(value, { maxLength: 4 })), { maxKeys: 8 }),
    fc.dictionary(section, list),
  )
  .map(([fields, sections]) => ({ ...fields, ...sections }));

describe("whatever a reader finds", () => {
  test("all that is returned can be stored as it is, and fits once more unchanged", async () => {
    const property = fc.asyncProperty(anything, async (found) => {
      const { fields } = await made(found);
      const parsed = await UpdateProfileInput.safeParseAsync(fields);
      expect(parsed.error).toBeUndefined();
      const again = await made(fields);
      expect(again.fields).toEqual(fields);
      expect(again.changed).toEqual([]);
      expect(again.left).toEqual([]);
    });
    await fc.assert(property, { ...SEED, numRuns: 150 });
  });

  test("the last resort leaves what is not valid, and nothing else", async () => {
    const property = fc.asyncProperty(anything, async (found) => {
      const notes = new FitNotes({});
      const fields = await keepValid(found, notes);
      expect((await UpdateProfileInput.safeParseAsync(fields)).success).toBe(true);
      const whole = await UpdateProfileInput.safeParseAsync(found);
      expect(notes.left.length > 0).toBe(!whole.success);
      if (whole.success) expect(fields).toEqual({ ...whole.data });
    });
    await fc.assert(property, { ...SEED, numRuns: 100 });
  });
});

describe("a value that a profile takes as it is", () => {
  test.each([
    { name: "Jane  Doe", title: "東京　太郎", company: "Müller & Söhne", location: "نیم‌فاصله" },
    { bio: "One\n\n\tTwo  three", headline: "👩‍👩‍👧 ❤️ family law" },
    { skills: ["C", "C++", "C#"], vertical: "real-estate" },
    { contactEmail: "jane@example.com", contactPhone: "+442079460958", showEmail: false },
  ])("%j", async (fields) => {
    const fitted = await made(fields);
    expect(fitted).toEqual({ fields, taken: Object.keys(fields), changed: [], left: [] });
  });
});

describe("a text", () => {
  const words = "lorem ipsum ".repeat(500);
  test.each([
    ["name", "Jane\r\nDoe\u0000", "Jane Doe", "Characters that cannot be shown are left out."],
    ["name", "Ja\u{e0041}ne\u200b", "Jane", "Characters that cannot be shown are left out."],
    ["name", "Jane\ud800", "Jane\ufffd", "Characters that cannot be shown are left out."],
    ["name", words, words.slice(0, 119).trim(), "Is cut to at most 120 characters."],
    ["name", "漢".repeat(130), "漢".repeat(120), "Is cut to at most 120 characters."],
    ["name", `${"a".repeat(119)}👩‍👩‍👧`, "a".repeat(119), "Is cut to at most 120 characters."],
    [
      "bio",
      words,
      words.slice(0, 5_000).replace(/\s\S*$/, ""),
      "Is cut to at most 5000 characters.",
    ],
    ["bio", "One\u2028Two", "One\nTwo", "Characters that cannot be shown are left out."],
  ])("%s %j", async (field, from, to, why) => {
    const { fields, changed, left } = await made({ [field]: from });
    expect(fields).toEqual({ [field]: to });
    expect(changed).toMatchObject([{ field, why }]);
    expect(left).toEqual([]);
  });

  test("of a million marks on one letter, which would take minutes to compose, is taken", async () => {
    const { fields } = await made({
      name: `a${"\u0301\u0300".repeat(500_000)}`,
      bio: "\u0301".repeat(1e6),
    });
    expect(String(fields.name).length).toBeLessThan(40);
  });
});

describe("several of a kind", () => {
  test("the first valid address and number are taken", async () => {
    const contactEmail = ["", "jane at home", "jane@example.com", "doe@example.com"];
    const contactPhone = ["020 7946 0958", "+44 20 7946 0958"];
    const { fields, left } = await made({ contactEmail, contactPhone });
    expect(fields).toEqual({ contactEmail: "jane@example.com", contactPhone: "+442079460958" });
    expect(left.map(({ field }) => field)).toEqual([
      ...["contactEmail[1]", "contactEmail[3]", "contactPhone[0]"],
    ]);
  });

  test("skills are told apart as a profile does, and fifty are taken", async () => {
    const skills = ["STRASSE", "straße", ...Array.from({ length: 60 }, (_, index) => `s${index}`)];
    const { fields, left } = await made({ skills });
    expect(fields.skills).toHaveLength(50);
    expect(left).toEqual([
      { field: "skills[1]", why: "Is in the list already." },
      {
        field: "skills[51]",
        why: "This one and the 10 after it are left: a profile holds at most 50 skills.",
      },
    ]);
  });

  test("fifty entries are taken", async () => {
    const education = Array.from({ length: 100_000 }, () => ({ institution: "LSE" }));
    const { fields, left } = await made({ education }, { sources: { education: "schools" } });
    expect(fields.education).toHaveLength(50);
    const why =
      "This one and the 99949 after it are left: a profile holds at most 50 entries of a kind.";
    expect(left).toEqual([{ field: "schools[50]", why }]);
  });

  test("two hundred lines tell what is left", async () => {
    const unknown = Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`f${at}`, at]));
    const { left } = await made(unknown, { moreLeft: 1, left: [{ field: "X", why: "Is so." }] });
    expect(left).toHaveLength(200);
    expect(left.at(-1)).toEqual({ field: "…", why: "19803 more values of the document are left." });
  });
});

test("entries that are left do not move what is told of the others", async () => {
  const socialLinks = [{ url: "ftp://x" }, { url: "example.com", colour: "red" }];
  const sources = { "socialLinks[0]": "URL[0]", "socialLinks[1]": "URL[1]" };
  const { fields, taken, changed, left } = await made({ socialLinks }, { sources });
  const link = { platform: "website", url: "https://example.com/", username: "" };
  expect(fields).toEqual({ socialLinks: [link] });
  expect(taken).toEqual(["socialLinks[0].platform", "socialLinks[0].url"]);
  expect(changed.map(({ field }) => field)).toEqual(["socialLinks[0].url"]);
  expect(left.map(({ field }) => field)).toEqual(["URL[0]", "URL[1].colour"]);
});

test("a picture that is too large is left", async () => {
  const { taken, left } = await made({}, { photo: new Uint8Array(5_242_881) });
  expect(taken).toEqual([]);
  expect(left).toEqual([{ field: "photo", why: "Is larger than 5242880 bytes." }]);
});
