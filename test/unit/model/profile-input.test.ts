import { describe, expect, test } from "vitest";
import { validate } from "../../../shared/http/validate.ts";
import {
  CreateProfileForm,
  CreateProfileInput,
  READ_ONLY_FIELDS,
  UpdateProfileForm,
  UpdateProfileInput,
} from "../../../shared/model/profile/profile-input.ts";
import { faultsOf } from "../support/problem-of.ts";

const change = (body: unknown) => faultsOf(UpdateProfileInput, body, READ_ONLY_FIELDS);

describe("null in a merge patch", () => {
  test.each([
    ...["company", "bio", "location", "vertical", "headline", "skills", "contactEmail"],
    ...["contactPhone", "showEmail", "showPhone", "socialLinks", "workExperiences", "education"],
    "mcpDiscoverable",
  ])("clears %s", (field) => {
    expect(change({ [field]: null })).toEqual([]);
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
    expect(change({ [field]: "x" })).toEqual([`read_only at ${field}`]);
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
    ["isPrimary", false, "not_allowed"],
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
    ...["a@-example.com", "a..b@example.com", "a@exa_mple.com", "a\n@example.com", ""],
  ])("%j is no e-mail address", (contactEmail) => {
    expect(change({ contactEmail })).toEqual(["invalid_email at contactEmail"]);
  });

  test.each([
    "14155550123",
    "+04155550123",
    "+1 415 555 0123",
    "+1-415",
    "tel:+14155550123",
    "",
  ])("%j is no E.164 number", (contactPhone) => {
    expect(change({ contactPhone })).toEqual(["invalid_phone at contactPhone"]);
  });

  test.each([
    "Jane",
    "jane_doe",
    "-jane",
    "jane-",
    "jane--doe",
    "jané",
    "jane/doe",
    "jane\n",
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
  });
});

describe("a form", () => {
  const read = (fields: object) => validate(UpdateProfileForm, fields, "body");

  test("says true and false in words", () => {
    expect(read({ isPublic: "true", showEmail: "false", isPrimary: "true" })).toEqual({
      isPublic: true,
      showEmail: false,
      isPrimary: true,
    });
    expect(faultsOf(UpdateProfileForm, { isPublic: "yes", isPrimary: "false" })).toEqual([
      "not_allowed at isPublic",
      "not_allowed at isPrimary",
    ]);
  });

  test("clears a contact with an empty part", () => {
    const cleared = { contactEmail: null, contactPhone: null };
    expect(read({ contactEmail: "", contactPhone: "" })).toEqual(cleared);
    const empty = { company: "", bio: "", location: "", vertical: "", headline: "" };
    const form = { name: "a", title: "b", contactEmail: "", contactPhone: "", ...empty };
    expect(validate(CreateProfileForm, form, "body")).toEqual({ ...form, ...cleared });
  });

  test("gives the faults of the value and not of the empty alternative", () => {
    expect(faultsOf(CreateProfileForm, { name: "a", title: "b", contactEmail: "x" })).toEqual([
      "invalid_email at contactEmail",
    ]);
  });
});
