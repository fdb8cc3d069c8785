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
    left: [...left, { field: "FAX", why }],
  });
});

test("a list that would be too long says that there is more", () => {
  const line = { field: "bio", from: "a".repeat(200), to: "b".repeat(200), why };
  const read = {
    fields: {},
    taken: [],
    changed: Array.from({ length: 1_000 }, () => line),
    left: Array.from({ length: 1_000 }, () => line),
  };
  const { changed, left } = importOutcome(sampleProfile, read);
  for (const list of [changed, left]) {
    expect(JSON.stringify(list).length).toBeLessThan(25_000);
    expect(list.length).toBeGreaterThan(50);
    expect(list.at(-1)).toMatchObject({ field: "…", why: expect.stringMatching(/^More was/) });
  }
});
