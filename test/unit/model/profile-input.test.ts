import { describe, expect, test } from "vitest";
import { validate, validateAsync } from "../../../shared/http/validate.ts";
import {
  CreateProfileInput,
  createProfileForm,
} from "../../../shared/model/profile/create-profile-input.ts";
import { READ_ONLY_FIELDS } from "../../../shared/model/profile/read-only-fields.ts";
import {
  UpdateProfileInput,
  updateProfileForm,
} from "../../../shared/model/profile/update-profile-input.ts";
import { faultsOf, problemOf } from "../support/problem-of.ts";

const changed = (body: unknown) => validateAsync(UpdateProfileInput, body, "body");
const change = (body: unknown) => faultsOf(UpdateProfileInput, body, READ_ONLY_FIELDS);

describe("null in a merge patch", () => {
  test.each([
    ...["company", "bio", "location", "vertical", "headline", "skills", "contactEmail"],
    ...["contactPhone", "showEmail", "showPhone", "socialLinks", "workExperiences", "education"],
    "mcpDiscoverable",
  ])("clears %s", (field) => {
    expect(change({ [field]: null })).toEqual([]);
  });

  test.each([
    ...["company", "bio", "location", "vertical", "headline", "skills", "contactEmail"],
    ...["contactPhone", "showEmail", "socialLinks", "education"],
  ])("an empty %s is the same", (field) => {
    const cleared = validate(UpdateProfileInput, { [field]: null }, "body");
    for (const empty of ["", " \n"]) {
      expect(validate(UpdateProfileInput, { [field]: empty }, "body")).toEqual(cleared);
    }
  });

  test.each(["name", "title", "slug", "isPublic", "isPrimary"])("cannot clear %s", (field) => {
    expect(change({ [field]: null })).toEqual([expect.stringMatching(` at ${field}$`)]);
  });
});

describe("null in a new profile", () => {
  const given = (field: string) => ({ name: "a", title: "b", [field]: null });

  test.each([
    ...["company", "bio", "location", "vertical", "headline", "skills", "contactEmail"],
    ...["contactPhone", "showEmail", "showPhone", "mcpDiscoverable"],
  ])("leaves %s unset", (field) => {
    expect(faultsOf(CreateProfileInput, given(field))).toEqual([]);
  });

  test.each(["name", "title"])("is no %s", (field) => {
    expect(faultsOf(CreateProfileInput, given(field))).toEqual([`string_type at ${field}`]);
  });
});

describe("fields that are not the caller's", () => {
  test.each(READ_ONLY_FIELDS)("%s is read-only", (field) => {
    const profile = { name: "a", title: "b", [field]: "x" };
    expect(faultsOf(CreateProfileInput, profile, READ_ONLY_FIELDS)).toEqual([
      `read_only at ${field}`,
    ]);
    expect(faultsOf(updateProfileForm(), { [field]: "x" }, READ_ONLY_FIELDS)).toEqual([
      `read_only at ${field}`,
    ]);
  });

  test.each([
    "nickname",
    "owner",
    "wasPublic",
    "photoRequest",
    "customHeadline",
  ])("%s is unknown", (field) => {
    expect(change({ [field]: "x" })).toEqual([`unknown_field at ${field}`]);
    const profile = { name: "a", title: "b", [field]: "x" };
    expect(faultsOf(CreateProfileInput, profile)).toEqual([`unknown_field at ${field}`]);
  });

  test.each([
    "__proto__",
    "constructor",
    "prototype",
    "toString",
    "hasOwnProperty",
  ])("%s is unknown, at the top and inside an entry", (field) => {
    const own = `"${field}": {"name": "polluted"}`;
    expect(change(JSON.parse(`{${own}}`))).toEqual([`unknown_field at ${field}`]);
    const entry = `{"platform": "x", "url": "https://x.com/", ${own}}`;
    expect(change(JSON.parse(`{"socialLinks": [${entry}]}`))).toEqual([
      `unknown_field at socialLinks.0.${field}`,
    ]);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test("an unsound name is not repeated", () => {
    expect(change({ "eyJhbGciOi.secret": 1 })).toEqual(["unknown_field at (unnamed)"]);
  });
});

describe("wrong types", () => {
  test.each([
    ["name", 5, "string_type"],
    ["bio", ["a"], "string_type"],
    ["vertical", 5, "string_type"],
    ["skills", "cooking", "array_type"],
    ["showEmail", "true", "boolean_type"],
    ["mcpDiscoverable", "true", "boolean_type"],
    ["isPublic", 1, "boolean_type"],
    ["isPrimary", "true", "boolean_type"],
    ["socialLinks", {}, "array_type"],
    ["socialLinks", [null], "object_type"],
    ["socialLinks", ["x"], "object_type"],
  ])("%s as %j", (field, value, type) => {
    expect(change({ [field]: value })).toEqual([expect.stringContaining(`${type} at ${field}`)]);
  });

  test.each([null, [], "text", 5, true])("a body of %j", (body) => {
    expect(change(body)).toEqual(["object_type at "]);
  });
});

describe("values", () => {
  test.each([
    ...["plain", "a@b", "a@b.c d", "a b@example.com", "@example.com", "a@@example.com"],
    ...["a@-example.com", "a@example-.com", "a@exa_mple.com", "a\n@example.com", "a@b..com"],
    ...[`${"a".repeat(65)}@example.com`, `a@${"b".repeat(64)}.com`, "jane@x.com, joe@x.com"],
  ])("%j is no e-mail address", (contactEmail) => {
    expect(change({ contactEmail })).toEqual(["invalid_email at contactEmail"]);
  });

  test.each([
    ["a&b@x.com", "a&b@x.com"],
    ["jane@xn--80ak6aa92e.xn--p1ai", "jane@xn--80ak6aa92e.xn--p1ai"],
    [" jane@x.com\n", "jane@x.com"],
    [`${"a".repeat(64)}@x.com`, `${"a".repeat(64)}@x.com`],
  ])("%j is an e-mail address", (contactEmail, kept) => {
    expect(validate(UpdateProfileInput, { contactEmail }, "body")).toEqual({ contactEmail: kept });
  });

  test.each([
    "14155550123",
    "+04155550123",
    "+1-415",
    "tel:+14155550123",
    "(415) 555-0123",
    "+1 415 555 0123 ext. 5",
    "+1 415 555 0123 / +1 415 555 0124",
    "+999 555 0123 456",
  ])("%j is no phone number", async (contactPhone) => {
    const problem = await problemOf(() => changed({ contactPhone }));
    expect(problem.issues).toMatchObject([{ path: ["contactPhone"], type: "invalid_phone" }]);
  });

  test.each([
    ["+14155550123", "+14155550123"],
    [" +1 (415) 555-0123 ", "+14155550123"],
    ["+44 (0)20 7946 0958", "+442079460958"],
    ["0049 151 12345678", "+4915112345678"],
    ["+33 1.42.68.53.00", "+33142685300"],
    ["+1\u00a0415\u00a0555\u20110123", "+14155550123"],
  ])("%j is a phone number as a person writes it", async (contactPhone, kept) => {
    expect(await changed({ contactPhone })).toEqual({ contactPhone: kept });
  });

  test.each([
    "Jane",
    "jane_doe",
    "-jane",
    "jane-",
    "jane--doe",
    "jané",
    "jane/doe",
    "jane\ndoe",
  ])("%j is no slug, nor a vertical", (text) => {
    expect(change({ slug: text })).toEqual(["invalid_format at slug"]);
    expect(change({ vertical: text })).toEqual(["invalid_format at vertical"]);
  });

  test.each([
    "admin",
    "api-keys",
    "0199aaaa-0000-7000-8000-000000000000",
  ])("the slug %s is reserved", (slug) => {
    expect(change({ slug })).toEqual(["reserved at slug"]);
  });

  test("skills are trimmed, composed and unlike each other in any case", () => {
    const { skills } = validate(UpdateProfileInput, { skills: [" Go ", "Cafe\u0301"] }, "body");
    expect(skills).toEqual(["Go", "Café"]);
    expect(change({ skills: ["Go", "Rust", " gO", "RUST"] })).toEqual([
      "duplicate at skills.2",
      "duplicate at skills.3",
    ]);
    expect(change({ skills: ["CAFE\u0301", "café"] })).toEqual(["duplicate at skills.1"]);
    expect(change({ skills: ["STRASSE", "straße"] })).toEqual(["duplicate at skills.1"]);
  });
});

describe("a form", () => {
  const read = (fields: object) => validate(updateProfileForm(), fields, "body");

  test("says true and false in words", () => {
    expect(read({ isPublic: "true", showEmail: "false", isPrimary: "true" })).toEqual({
      isPublic: true,
      showEmail: false,
      isPrimary: true,
    });
    expect(faultsOf(updateProfileForm(), { isPublic: "yes", isPrimary: "1" })).toEqual([
      "not_allowed at isPublic",
      "not_allowed at isPrimary",
    ]);
  });

  test("leaves out what is empty and cannot be unset", () => {
    expect(read({ isPublic: "", isPrimary: " ", slug: "", showEmail: "" })).toEqual({
      showEmail: null,
    });
  });

  test("clears a contact with an empty part", () => {
    const cleared = { contactEmail: null, contactPhone: null };
    expect(read({ contactEmail: "", contactPhone: "" })).toEqual(cleared);
    const empty = { company: "", bio: "", location: "", vertical: "", headline: "" };
    const form = { name: "a", title: "b", contactEmail: "", contactPhone: "", ...empty };
    expect(validate(createProfileForm(), form, "body")).toEqual({
      ...{ name: "a", title: "b", ...cleared },
      ...{ company: null, bio: null, location: null, vertical: null, headline: null },
    });
  });

  test("gives the faults of the value and not of the empty alternative", () => {
    expect(faultsOf(createProfileForm(), { name: "a", title: "b", contactEmail: "x" })).toEqual([
      "invalid_email at contactEmail",
    ]);
  });
});
