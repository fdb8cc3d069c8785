import { describe, expect, test } from "vitest";
import { searchTerms, type Term } from "../../../../shared/model/directory/search-terms.ts";
import { problemOf } from "../../support/problem-of.ts";

const show = ({ token, isBeginning, classes }: Term) =>
  `${token}${isBeginning ? "*" : ""}:${classes.join("")}`;
const terms = async (fields: object) => (await searchTerms(fields)).map(show).join(" ");

describe("the terms of a search", () => {
  test.each([
    [{ query: "Jane Doe" }, "jane:124 doe*:124"],
    [{ query: "Céline" }, "celine*:124"],
    [{ role: "real-estate-agent" }, "real:23 estate:23 agent*:23"],
    [{ location: "San Francisco, CA" }, "san:5 francisco:5 ca*:5"],
    [{ vertical: "real-estate" }, "=real-estate:3"],
    [{ query: "Ludwig van Beethoven" }, "ludwig:124 beethoven*:124"],
    [{ query: "Maria de la" }, "maria:124"],
    [{ query: "de la" }, "de:124 la*:124"],
    [{ query: "Jane D" }, "jane:124"],
    [{ query: "J" }, ""],
    [{ query: "🙂 !" }, ""],
    [{ query: "jane jane" }, "jane:124"],
    [{ query: "jane", role: "jane" }, "jane*:124 jane*:23"],
    [{ query: "北京大学 press" }, "beijingdaxue*:124 press*:124"],
    [{ query: "", role: "", location: "", vertical: "" }, ""],
  ])("%j", async (fields, expected) => {
    expect(await terms(fields)).toBe(expected);
  });

  test("are eight at most; particles and repeated words are not among them", async () => {
    const eight = "one two three four five six seven eight";
    expect((await searchTerms({ query: `${eight} of the one`, location: "a" })).length).toBe(8);
    const problem = await problemOf(() => searchTerms({ query: eight, location: "berlin" }));
    expect(problem.issues).toMatchObject([{ path: ["location"], type: "too_many_words" }]);
  });
});
