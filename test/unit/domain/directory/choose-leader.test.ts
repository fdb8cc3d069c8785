import { expect, test } from "vitest";
import { chooseLeader, firstReads } from "../../../../shared/domain/directory/choose-leader.ts";
import { searchTerms } from "../../../../shared/model/directory/search-terms.ts";

interface Sample {
  /** Of each posting: `<word>#<class><emptiness>`. */
  readonly heads: readonly string[];
  /** All words of each profile, packed. */
  readonly words: string;
  readonly isLast?: boolean;
}

const page = ({ heads, words, isLast = false }: Sample) => ({
  postings: heads.map((head, n) => ({ sort: `${head}#${String(n).padStart(4, "0")}`, words })),
  isLast,
});
const times = (count: number, head: string) => Array.from({ length: count }, () => head);

const leaderOf = async (fields: object, samples: readonly Sample[]) =>
  chooseLeader(await searchTerms(fields), samples.map(page));

test.each([
  [{ query: "jane doe" }, [30, 30]],
  [{ location: "new york" }, [30, 30]],
  [{ role: "real-estate-agent" }, [30, 30, 30]],
  [{ role: "real-estate-agent", location: "york" }, [10, 10, 10, 100]],
  [{ vertical: "law", location: "new york" }, [10, 30, 100]],
  [{ query: "jane", role: "lawyer", location: "york" }, [30, 10, 30]],
])("of %j it reads %j at first", async (fields, sizes) => {
  expect(firstReads(await searchTerms(fields))).toEqual(sizes);
});

test("a word all of whose postings are there leads, the rarer one of two", async () => {
  const few = { words: "1doe", isLast: true };
  expect(
    await leaderOf({ query: "anna jane doe" }, [
      { heads: times(30, "anna#10"), words: "1anna 1jane 1doe" },
      { ...few, heads: times(9, "jane#10") },
      { ...few, heads: times(3, "doe#15") },
    ]),
  ).toBe(2);
});

test("the rarer word leads, however few of the first ones have both", async () => {
  const role = { heads: times(10, "chef#20"), words: "2chef 5ulm" };
  const city = { heads: [...times(6, "ulm#52"), ...times(94, "ulm#54")], words: "5ulm" };
  const fields = { role: "chef", location: "ulm" };
  expect(await leaderOf(fields, [role, city])).toBe(1);
  expect(await leaderOf(fields, [{ ...role, heads: times(10, "chef#28") }, city])).toBe(0);
});

test("a beginning of many words is not taken for a rare one", async () => {
  const name = { heads: times(30, "jane#11"), words: "1jane" };
  const beginning = { heads: [...times(5, "ma#19"), ...times(25, "mad#19")], words: "1ma" };
  expect(await leaderOf({ query: "jane ma" }, [name, beginning])).toBe(0);
  const meeting = { ...beginning, words: "1jane 1ma" };
  expect(await leaderOf({ query: "jane ma" }, [name, meeting])).toBe(1);
});
