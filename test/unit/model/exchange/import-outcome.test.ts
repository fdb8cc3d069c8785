import { expect, test } from "vitest";
import { importOutcome } from "../../../../shared/model/exchange/import-outcome.ts";
import { sampleProfile } from "../../support/arbitrary-profile.ts";

const why = "Because.";

test("what found no place was not taken, and was not changed", () => {
  const changed = (field: string) => ({ field, from: "a", to: "b", why });
  const read = {
    fields: {},
    taken: ["name", "workExperiences[1].jobTitle", "workExperiences[10].jobTitle", "photo"],
    changed: [changed("workExperiences[1].startDate"), changed("name")],
    left: [{ field: "FAX", why }],
  };
  const left = [
    { field: "workExperiences[1]", why },
    { field: "photo", why },
  ];
  const title = changed("title");
  expect(importOutcome(sampleProfile, read, { changed: [title], left })).toMatchObject({
    taken: ["name", "workExperiences[10].jobTitle", "title"],
    changed: [changed("name"), title],
    left: [{ field: "FAX", why }, ...left],
  });
});
