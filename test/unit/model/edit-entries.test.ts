import { describe, expect, test } from "vitest";
import {
  withEntry,
  withoutEntry,
  withPatchedEntry,
} from "../../../shared/model/profile/edit-entries.ts";
import { LIMITS } from "../../../shared/model/profile/limits.ts";
import type { SocialLink } from "../../../shared/model/profile/sections/social-links.ts";
import type { WorkExperience } from "../../../shared/model/profile/sections/work-experiences.ts";
import { problemOf } from "../support/problem-of.ts";

const DRAFT = { platform: "github", url: "https://github.com/jane", username: "" };
const link: SocialLink = { ...DRAFT, id: "a", username: "jane", displayOrder: 3 };
const work: WorkExperience = {
  ...{ id: "w", jobTitle: "Chef", company: "Acme", location: "", description: "" },
  ...{ startDate: "2020-05", endDate: null, displayOrder: 0 },
};

describe("a new entry", () => {
  test("stands at the end, with what follows from the rest", () => {
    expect(withEntry("socialLinks", [link], "b", DRAFT)).toEqual([
      link,
      { ...link, id: "b", displayOrder: 4 },
    ]);
    expect(withEntry("socialLinks", [], "b", DRAFT)).toEqual([
      { ...link, id: "b", displayOrder: 0 },
    ]);
  });

  test("stands where it says", () => {
    expect(
      withEntry("socialLinks", [link], "b", { ...DRAFT, displayOrder: 1 })[1]?.displayOrder,
    ).toBe(1);
  });

  test("stands on the last place there is when others do already", () => {
    const last = { ...link, displayOrder: LIMITS.displayOrder };
    expect(withEntry("socialLinks", [last], "b", DRAFT)[1]?.displayOrder).toBe(LIMITS.displayOrder);
  });

  test("is refused by a full section", async () => {
    const full = Array.from({ length: LIMITS.entries }, (_, n) => ({ ...link, id: `${n}` }));
    const problem = await problemOf(() => withEntry("socialLinks", full, "b", DRAFT));
    expect(problem).toMatchObject({ kind: "conflict", code: "entry_limit_reached" });
  });
});

describe("a patched entry", () => {
  test("keeps what is absent, and leaves the others alone", () => {
    const other = { ...work, id: "x" };
    expect(withPatchedEntry("workExperiences", [other, work], "w", { company: "Bistro" })).toEqual([
      ...[other, { ...work, company: "Bistro" }],
    ]);
  });

  test("has the name of its new address, unless its name was its own", () => {
    const moved = { url: "https://github.com/doe" };
    expect(withPatchedEntry("socialLinks", [link], "a", moved)).toEqual([
      { ...link, ...moved, username: "doe" },
    ]);
    const own = { ...link, username: "mine" };
    expect(withPatchedEntry("socialLinks", [own], "a", moved)).toEqual([{ ...own, ...moved }]);
  });

  test("may not end before it starts, which shows only once it is merged", async () => {
    const problem = await problemOf(() =>
      withPatchedEntry("workExperiences", [work], "w", { endDate: "2019" }),
    );
    expect(problem.issues).toMatchObject([{ path: ["endDate"], type: "end_before_start" }]);
    expect(withPatchedEntry("workExperiences", [work], "w", { endDate: "2020" })).toHaveLength(1);
  });
});

test("an entry is taken out", () => {
  expect(withoutEntry([work, link], "w")).toEqual([link]);
});

test.each([
  ["changed", () => withPatchedEntry("socialLinks", [link], "x", {})],
  ["removed", () => withoutEntry([link], "x")],
])("an unknown entry cannot be %s", async (_, run) => {
  expect(await problemOf(run)).toMatchObject({ kind: "not_found", code: "entry_not_found" });
});
