import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ordered } from "../../../shared/model/profile/entry-order.ts";
import { replaceSections } from "../../../shared/model/profile/replace-sections.ts";
import type { WorkExperience } from "../../../shared/model/profile/sections/work-experiences.ts";
import { arbitraryProfile, SEED, sampleProfile } from "../support/arbitrary-profile.ts";
import { problemOf } from "../support/problem-of.ts";

const NONE = { socialLinks: [], workExperiences: [], education: [] };
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function work(id: string, displayOrder: number, startDate: string): WorkExperience {
  const texts = { jobTitle: "", company: "", location: "", description: "" };
  return { id, ...texts, startDate, endDate: null, displayOrder };
}

const link = { platform: "github", url: "https://github.com/jane", username: "" } as const;

describe("the order entries are shown in", () => {
  test("follows displayOrder, then the newest start, then the id", () => {
    const shown = ordered([
      work("d", 1, "2024"),
      work("c", 0, "2010-02"),
      work("b", 0, "2010-02"),
      work("a", 0, "2010"),
      work("e", 0, "2010-11"),
    ]);
    expect(shown.map(({ id }) => id)).toEqual(["e", "b", "c", "a", "d"]);
  });

  test("does not depend on the order they are kept in", () => {
    fc.assert(
      fc.property(arbitraryProfile, ({ workExperiences, education }) => {
        expect(ordered(workExperiences.toReversed())).toEqual(ordered(workExperiences));
        expect(ordered(education.toReversed())).toEqual(ordered(education));
      }),
      SEED,
    );
  });

  test("puts an entry without a start last", () => {
    const entry = { id: "a", institution: "", degree: "", fieldOfStudy: "", description: "" };
    const undated = { ...entry, startDate: null, endDate: null, displayOrder: 0 };
    const dated = { ...undated, id: "b", startDate: "1990" };
    expect(ordered([undated, dated]).map(({ id }) => id)).toEqual(["b", "a"]);
  });
});

describe("replacing sections", () => {
  test("an absent section stays as it is", () => {
    const { socialLinks, workExperiences, education } = sampleProfile;
    const current = { socialLinks, workExperiences, education };
    expect(replaceSections(current, {})).toEqual(current);
  });

  test.each([null, []])("%j empties it", (given) => {
    const current = { ...NONE, workExperiences: [work("a", 0, "2020")] };
    expect(replaceSections(current, { workExperiences: given })).toEqual(NONE);
  });

  test("a new entry gets an id and its place in the list", () => {
    const { socialLinks } = replaceSections(NONE, { socialLinks: [link, link, link] });
    expect(socialLinks.map(({ displayOrder }) => displayOrder)).toEqual([0, 1, 2]);
    for (const { id } of socialLinks) expect(id).toMatch(UUID_V7);
    expect(new Set(socialLinks.map(({ id }) => id)).size).toBe(3);
  });

  test("a displayOrder that is given is kept", () => {
    const { socialLinks } = replaceSections(NONE, {
      socialLinks: [
        { ...link, displayOrder: 7 },
        { ...link, displayOrder: 0 },
      ],
    });
    expect(socialLinks.map(({ displayOrder }) => displayOrder)).toEqual([7, 0]);
  });

  test("an entry keeps its id when the caller names it", () => {
    const current = { ...NONE, socialLinks: [{ ...link, id: "a", displayOrder: 0 }] };
    const { socialLinks } = replaceSections(current, { socialLinks: [{ ...link, id: "a" }] });
    expect(socialLinks.map(({ id }) => id)).toEqual(["a"]);
  });

  test("is kept in the order it will be read in, so that the same change is no change", () => {
    const current = {
      ...NONE,
      socialLinks: [
        { ...link, id: "a", displayOrder: 0 },
        { ...link, id: "b", displayOrder: 1 },
      ],
    };
    const swapped = {
      socialLinks: [
        { ...link, id: "b" },
        { ...link, id: "a" },
      ],
    };
    const next = replaceSections(current, swapped);
    expect(next.socialLinks.map(({ id }) => id)).toEqual(["a", "b"]);
    expect(ordered(next.socialLinks).map(({ id }) => id)).toEqual(["b", "a"]);
  });
});

describe("the username of a replaced entry", () => {
  const jane = { ...link, id: "a", username: "jane", displayOrder: 0 };
  const current = { ...NONE, socialLinks: [jane] };
  const url = "https://github.com/joe";
  const usernameOf = (before: typeof jane, given: object) =>
    replaceSections(
      { ...current, socialLinks: [before] },
      { socialLinks: [{ ...jane, ...given }] },
    ).socialLinks.map(({ username }) => username);

  test("that was read from the old address goes with it", () => {
    expect(usernameOf(jane, { url })).toEqual(["joe"]);
    expect(usernameOf(jane, { url: "https://example.com/joe" })).toEqual([""]);
    expect(usernameOf(jane, { platform: "website" })).toEqual([""]);
  });

  test("stays while its address does, and when somebody chose it", () => {
    expect(usernameOf(jane, { displayOrder: 3 })).toEqual(["jane"]);
    expect(usernameOf({ ...jane, username: "Joe D" }, { url, username: "Joe D" })).toEqual([
      "Joe D",
    ]);
    expect(usernameOf(jane, { url, username: "Joe D" })).toEqual(["Joe D"]);
  });

  test("of an entry without an id is as it was sent", () => {
    const { id: _, ...without } = { ...jane, url };
    const { socialLinks } = replaceSections(current, { socialLinks: [without] });
    expect(socialLinks[0]?.username).toBe("jane");
  });
});

describe("an id that is not the caller's to name", () => {
  const current = { ...NONE, socialLinks: [{ ...link, id: "a", displayOrder: 0 }] };

  test.each([
    ["unknown", { socialLinks: [{ ...link, id: "x" }] }, ["socialLinks", 0, "id"]],
    [
      "named twice",
      {
        socialLinks: [
          { ...link, id: "a" },
          { ...link, id: "a" },
        ],
      },
      ["socialLinks", 1, "id"],
    ],
    [
      "of another section",
      { workExperiences: [{ ...work("a", 0, "2020") }] },
      ["workExperiences", 0, "id"],
    ],
  ])("%s", async (_, change, path) => {
    const problem = await problemOf(() => replaceSections(current, change));
    expect(problem.kind).toBe("invalid");
    expect(problem.issues).toEqual([{ path, msg: expect.any(String), type: "unknown_entry" }]);
  });

  test("is reported for every entry and section at once", async () => {
    const unknown = { ...link, id: "x" };
    const change = { socialLinks: [unknown, unknown], education: [{ ...work("y", 0, "2020") }] };
    const problem = await problemOf(() => replaceSections(current, change as never));
    expect(problem.issues).toHaveLength(3);
  });
});
