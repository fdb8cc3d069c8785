import { expect, test } from "vitest";
import { importDraft } from "../../../../shared/model/exchange/import-draft.ts";
import { problemOf } from "../../support/problem-of.ts";

const job = (jobTitle: string, startDate: string, endDate: string | null) => ({
  ...{ jobTitle, startDate, endDate },
  ...{ company: "Acme", location: "", description: "" },
});

test("a draft has what the document has, with ids of its own", () => {
  const link = { platform: "github", url: "https://github.com/jane", username: "" } as const;
  const made = importDraft({
    ...{ name: "Jane", title: "Chef", bio: null, skills: ["Soup"] },
    socialLinks: [link],
    education: null,
  });
  expect(made.input).toEqual({ name: "Jane", title: "Chef", bio: null, skills: ["Soup"] });
  expect(made.sections).toEqual({
    workExperiences: [],
    education: [],
    socialLinks: [{ ...link, id: expect.any(String), username: "jane", displayOrder: 0 }],
  });
  expect(made.changed).toEqual([]);
});

test.each([
  [
    "that goes on",
    [job("Old", "2001", "2005"), job("Now", "1999", null), job("New", "2010", "2024")],
    "Now",
  ],
  ["that began last", [job("Old", "2001", "2005"), job("New", "2010", "2012-01")], "New"],
  ["that is named first of like ones", [job("One", "2010", null), job("Two", "2010", null)], "One"],
])("without a title it is that of the job %s", (_, workExperiences, title) => {
  const { input, changed } = importDraft({ name: "Jane", workExperiences });
  expect(input.title).toBe(title);
  expect(changed).toEqual([{ field: "title", from: "", to: title, why: expect.any(String) }]);
});

test("without a name, or anything to make a title of, it says which field is missing", async () => {
  const problem = await problemOf(async () => importDraft({ bio: "Who?" }));
  expect(problem).toMatchObject({ kind: "invalid" });
  expect(problem.issues).toEqual([
    { path: ["name"], msg: "The document has no name.", type: "missing" },
    { path: ["title"], msg: "The document has no title, and no job.", type: "missing" },
  ]);
  const one = await problemOf(async () => importDraft({ name: "Jane", workExperiences: [] }));
  expect(one.issues?.map(({ path }) => path)).toEqual([["title"]]);
});
