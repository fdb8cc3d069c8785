import "../../support/settings.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { DirectoryIndex } from "../../../../shared/domain/directory/directory-index.ts";
import {
  postingIndex,
  type ReadPostings,
} from "../../../../shared/domain/directory/posting-index.ts";
import { searchDirectory } from "../../../../shared/domain/directory/search-directory.ts";
import { MOST_CARDS, MOST_ENTRIES } from "../../../../shared/domain/directory/walk-search.ts";
import type { DirectorySearch } from "../../../../shared/model/directory/directory-schema.ts";
import {
  directoryWords,
  emptinessOf,
  foldForCards,
} from "../../../../shared/model/directory/directory-words.ts";
import { type Posting, postingsOf } from "../../../../shared/model/directory/posting.ts";
import type { ProfileCard } from "../../../../shared/model/profile/profile-card.ts";
import { SEED } from "../../support/arbitrary-profile.ts";
import { problemOf } from "../../support/problem-of.ts";

/** A directory in memory, whose index may be late. */
class Directory {
  readonly cards = new Map<string, ProfileCard>();
  readonly postings = new Map<string, Posting>();
  entriesRead = 0;
  cardsRead = 0;
  lookedUp: string[] = [];

  async add(id: string, fields: object): Promise<void> {
    const card = { owner: "o", state: "public", discoverable: true, slug: id, ...fields };
    this.cards.set(id, card as ProfileCard);
    const words = directoryWords(card as ProfileCard, await foldForCards([card as ProfileCard]));
    const emptiness = emptinessOf(card as ProfileCard);
    for (const one of postingsOf({ profileId: id, words, emptiness })) {
      this.postings.set(one.sort, one);
    }
  }

  /** Closed from the next request on; the index follows or not. */
  remove(id: string, isIndexLate: boolean): void {
    this.cards.delete(id);
    if (isIndexLate) return;
    for (const sort of this.postings.keys())
      if (sort.endsWith(`#${id}`)) this.postings.delete(sort);
  }

  readonly read: ReadPostings = async ({ letters, from, to }, most) => {
    const inRange = [...this.postings.values()]
      .filter(({ sort }) => sort.startsWith(letters) && sort >= from && sort <= to)
      .sort((one, other) => (one.sort < other.sort ? -1 : 1));
    const postings = inRange.slice(0, most);
    this.entriesRead += postings.length;
    return { postings, isLast: inRange.length <= most };
  };

  async search(search: DirectorySearch, account = "searcher") {
    [this.entriesRead, this.cardsRead, this.lookedUp] = [0, 0, []];
    const similarWords: DirectoryIndex["similarWords"] = async (word) => {
      this.lookedUp.push(word);
      return word === "petrvo" ? ["petrov", "petro"] : [];
    };
    const index = { ...postingIndex(this.read), similarWords };
    return searchDirectory(account, search, index, async (ids) => {
      this.cardsRead += ids.length;
      const found = ids.map((id) => [id, this.cards.get(id)] as const);
      return new Map(found.filter((one): one is [string, ProfileCard] => one[1] !== undefined));
    });
  }
}

const FIRST = ["Jane", "Janet", "Jana", "Ivan"];
const LAST = ["Doe", "Petrov", "Petro", "Berger"];
const TITLES = ["Realtor", "Jane", "Petrov", "Real Broker"];
const pick = <T>(all: readonly T[], n: number) => all[n % all.length] as T;
const idOf = (n: number) => `0190c0de-0000-7000-8000-${String(n).padStart(12, "0")}`;
const personOf = (n: number) => ({
  name: `${pick(FIRST, n)} ${pick(LAST, n >> 2)}`,
  title: pick(TITLES, n >> 4),
  location: n % 3 === 0 ? "Berlin" : "Bern",
  vertical: n % 5 === 0 ? "real-estate" : "",
  fullness: n % 10,
});
const SEARCHES: readonly DirectorySearch[] = [
  { query: "ja" },
  { query: "jane" },
  { query: "petr jan" },
  { query: "petrvo" },
  { query: "petrvo", location: "ber" },
  { role: "real" },
  { vertical: "real-estate", location: "bern" },
  { location: "be", query: "doe" },
];

const change = fc.record({ n: fc.nat(900), isRemoval: fc.boolean(), isIndexLate: fc.boolean() });

test("pages neither repeat nor skip while profiles come and go", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...SEARCHES),
      fc.integer({ min: 3, max: 20 }),
      fc.array(change, { minLength: 20, maxLength: 20 }),
      async (search, limit, changes) => {
        const directory = new Directory();
        for (let n = 0; n < 700; n += 1) await directory.add(idOf(n), personOf(n));
        const stayed = new Set(directory.cards.keys());
        const shown: string[] = [];
        let cursor: string | undefined;
        for (let page = 0; ; page += 1) {
          const result = await directory.search({ ...search, limit, cursor });
          const ids = result.found.map(({ profileId }) => profileId);
          for (const id of ids) expect(directory.cards.has(id)).toBe(true);
          expect(ids.length).toBeLessThanOrEqual(limit);
          shown.push(...ids);
          expect(result.total).toBeGreaterThanOrEqual(shown.length);
          if (result.nextCursor === null) {
            expect([result.total, result.totalIsExact]).toEqual([shown.length, true]);
            break;
          }
          cursor = result.nextCursor;
          for (const { n, isRemoval, isIndexLate } of changes.slice(page, page + 1)) {
            stayed.delete(idOf(n));
            if (isRemoval) directory.remove(idOf(n), isIndexLate);
            else if (!shown.includes(idOf(n))) await directory.add(idOf(n), personOf(n));
          }
        }
        expect(new Set(shown).size).toBe(shown.length);
        const all = await everybody(directory, search);
        const missing = all.filter((id) => stayed.has(id) && !shown.includes(id));
        expect(missing).toEqual([]);
      },
    ),
    { ...SEED, numRuns: 12 },
  );
});

/** Whoever is found now, in one go through all pages. */
async function everybody(directory: Directory, search: DirectorySearch): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await directory.search({ ...search, limit: 20, cursor });
    ids.push(...page.found.map(({ profileId }) => profileId));
    if (page.nextCursor === null) return ids;
    cursor = page.nextCursor;
  }
}

test("few matches are all looked at: whoever has closed is not counted", async () => {
  const directory = new Directory();
  for (let n = 0; n < 18; n += 1) await directory.add(idOf(n), { name: "Jane", fullness: n % 10 });
  directory.remove(idOf(17), true);
  const page = await directory.search({ query: "jane", limit: 5 });
  expect(page).toMatchObject({ total: 17, totalIsExact: true, nextCursor: expect.any(String) });
  expect(page.found).toHaveLength(5);
});

test("many are counted by the index, and the total says so", async () => {
  const directory = new Directory();
  for (let n = 0; n < 40; n += 1) await directory.add(idOf(n), { name: "Jane" });
  expect(await directory.search({ query: "jane" })).toMatchObject({
    total: 40,
    totalIsExact: false,
  });
});

test("somebody who changed a word is found by the new one only, and the others still", async () => {
  const directory = new Directory();
  await directory.add("a", { name: "Jane Doe" });
  const card = directory.cards.get("a") as ProfileCard;
  directory.cards.set("a", { ...card, name: "Jane Smith" });
  const found = async (query: string) => (await directory.search({ query })).found.length;
  expect([await found("jane"), await found("jane doe")]).toEqual([1, 0]);
});

test("the worst search keeps within what a request may read", async () => {
  const directory = new Directory();
  for (let n = 0; n < 5_000; n += 1) {
    const meets = n === 4_999;
    await directory.add(idOf(n), {
      name: meets ? "Anna Berger" : n % 2 ? "Anna Doe" : "Berger Doe",
      title: "Broker of Real Estate",
    });
  }
  const fields = { query: "anna berger doe", role: "broker real estate" };
  const first = await directory.search(fields);
  expect(first).toMatchObject({ found: [], total: 0, totalIsExact: false });
  expect(first.nextCursor).not.toBeNull();
  // Six words are sampled; the last stretch may go on by as much as it is long.
  expect(directory.entriesRead).toBeLessThanOrEqual(MOST_ENTRIES + 500);
  for (const id of [...directory.cards.keys()].slice(0, 4_500)) directory.remove(id, true);
  await directory.search({ query: "doe" });
  expect(directory.cardsRead).toBe(MOST_CARDS);
});

test("a cursor is good for its search and account only, and not once it was changed", async () => {
  const directory = new Directory();
  for (let n = 0; n < 30; n += 1) await directory.add(idOf(n), { name: "Jane Doe" });
  const cursor = (await directory.search({ query: "jane" })).nextCursor as string;
  expect((await directory.search({ query: "JANE", cursor })).found).toHaveLength(10);
  const refused: [DirectorySearch, string][] = [
    [{ query: "doe", cursor }, "searcher"],
    [{ query: "jane", location: "berlin", cursor }, "searcher"],
    [{ query: "jane", cursor }, "somebody else"],
    [{ query: "jane", cursor: `${cursor}A` }, "searcher"],
    [{ query: "jane", cursor: cursor.slice(0, -4) }, "searcher"],
    [{ query: "jane", cursor: "" }, "searcher"],
    [{ query: "jane", cursor: "A".repeat(10_000) }, "searcher"],
    [{ query: "jane", cursor: "ü" }, "searcher"],
  ];
  for (const [search, account] of refused) {
    const problem = await problemOf(() => directory.search(search, account));
    expect(problem.issues).toMatchObject([{ path: ["cursor"], type: "invalid_cursor" }]);
  }
});

test("nothing to look for at all is refused; words that say nothing find nobody", async () => {
  const directory = new Directory();
  const problem = await problemOf(() => directory.search({ query: "", limit: 3 }));
  expect(problem.issues).toMatchObject([{ path: ["query"], type: "missing" }]);
  for (const query of ["j", "🙂", "- '"]) {
    expect(await directory.search({ query })).toMatchObject({ found: [], totalIsExact: true });
  }
});

test("shows who is called so before many who only work at a firm of that name", async () => {
  const directory = new Directory();
  for (let n = 0; n < 40; n += 1) {
    await directory.add(idOf(n), { name: "Anna Kovac", company: "Meridian Group", fullness: 9 });
    await directory.add(idOf(100 + n), { name: "Peter Meridian", fullness: 9 });
  }
  await directory.add(idOf(200), { name: "Anna Meridian", fullness: 2 });
  const { found } = await directory.search({ query: "anna meridian" });
  expect(found[0]?.profileId).toBe(idOf(200));
});

test("a search of long words looks up as many in the vocabulary as there is room for", async () => {
  const directory = new Directory();
  await directory.add(idOf(1), personOf(1));
  const words = [..."abcdefgh"].map((letter) => `${letter}${"xyz".repeat(7)}xy`);
  await directory.search({ query: words.join(" ") });
  expect(directory.lookedUp).toEqual(words.slice(0, 2));
  await directory.search({ query: "petrvo janne berlim" });
  expect(directory.lookedUp).toEqual(["petrvo", "janne", "berlim"]);
});
