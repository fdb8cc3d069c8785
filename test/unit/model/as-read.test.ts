import { describe, expect, test } from "vitest";
import { validate } from "../../../shared/http/validate.ts";
import { withoutAsRead } from "../../../shared/model/profile/as-read.ts";
import { prepareChange } from "../../../shared/model/profile/prepare-change.ts";
import type { Profile } from "../../../shared/model/profile/profile.ts";
import { ownerView } from "../../../shared/model/profile/profile-view.ts";
import { READ_ONLY_FIELDS } from "../../../shared/model/profile/read-only-fields.ts";
import { noEntries } from "../../../shared/model/profile/sections/section-models.ts";
import { UpdateProfileInput } from "../../../shared/model/profile/update-profile-input.ts";
import { sampleProfile } from "../support/arbitrary-profile.ts";
import { problemOf } from "../support/problem-of.ts";

const view = (profile: Profile) => ownerView(profile, "https://photos.example");
const PROFILE = {
  ...sampleProfile,
  ...noEntries(),
  ...{ name: "Jane", isPublic: false },
  vertical: "",
  slug: "jane",
  skills: ["Go"],
};
const NOW = "2030-01-01T00:00:00.000Z";

/** What the API would make of a profile that was read, and sent back with changes. */
function sentBack(profile: Profile, changes: object = {}) {
  const read = JSON.parse(JSON.stringify(view(profile)));
  const change = validate(
    UpdateProfileInput,
    { ...read, ...changes },
    "body",
  ) as UpdateProfileInput;
  return prepareChange(profile, change, undefined, NOW, view);
}

test("a profile sent back as it was read changes nothing", () => {
  for (const isPrimary of [true, false]) {
    expect(sentBack({ ...PROFILE, isPrimary })).toBeUndefined();
  }
});

test("what was edited changes, and a headline that was made of it is made again", () => {
  const profile = { ...PROFILE, customHeadline: "", title: "Chef", company: "" };
  const after = sentBack(profile, { title: "Baker" });
  expect(after).toMatchObject({ title: "Baker", customHeadline: "", version: profile.version + 1 });
});

test("a headline of the owner's own stays", () => {
  const profile = { ...PROFILE, customHeadline: "Mine" };
  expect(sentBack(profile, { title: "Baker" })?.customHeadline).toBe("Mine");
});

describe("what the service sets cannot be set", () => {
  test.each(READ_ONLY_FIELDS)("%s", async (field) => {
    for (const value of ["x", 0, { a: 1 }]) {
      const { issues } = await problemOf(() => sentBack(PROFILE, { [field]: value }));
      expect(issues).toMatchObject([{ path: [field], type: "read_only" }]);
    }
  });

  test("the primary profile stays it until another one is", async () => {
    const primary = { ...PROFILE, isPrimary: true };
    const { issues } = await problemOf(() =>
      withoutAsRead(primary, { isPrimary: false } as UpdateProfileInput, view),
    );
    expect(issues).toMatchObject([{ path: ["isPrimary"], type: "not_allowed" }]);
  });
});
