import { describe, expect, test } from "vitest";
import {
  type DirectoryCard,
  directoryWords,
  emptinessOf,
  foldForCards,
  isListed,
  isListedAlike,
  packWords,
  unpackWords,
} from "../../../../shared/model/directory/directory-words.ts";
import {
  matchesAmong,
  type Posting,
  postingsOf,
  rangeOf,
} from "../../../../shared/model/directory/posting.ts";
import { searchTerms } from "../../../../shared/model/directory/search-terms.ts";

const CARD: DirectoryCard = { state: "public", discoverable: true, name: "Jane Doe" };
const words = async (card: Partial<DirectoryCard>) =>
  packWords(directoryWords({ ...CARD, ...card }, await foldForCards([{ ...CARD, ...card }])));

const postings = async (profileId: string, card: Partial<DirectoryCard>) => {
  const whole = { ...CARD, ...card };
  const found = directoryWords(whole, await foldForCards([whole]));
  return postingsOf({ profileId, words: found, emptiness: emptinessOf(whole) });
};

describe("the words of a card", () => {
  test("say where they stand", async () => {
    const card = { title: "Realtor", vertical: "real-estate", company: "Acme", location: "Berlin" };
    expect(await words(card)).toBe(
      "1jane 1doe 2realtor 3=real-estate 3real 3estate 3realestate 4acme 5berlin",
    );
  });

  test("are at most twelve of a field and forty in all", async () => {
    const many = Array.from({ length: 20 }, (_, n) => `word${n}`).join(" ");
    const packed = await words({ name: many, title: many, company: many, location: many });
    const classes = packed.split(" ").map(([wordClass]) => wordClass);
    expect(classes.join("")).toBe(`${"1".repeat(12)}${"2".repeat(12)}${"4".repeat(12)}5555`);
  });

  test("come out of one text as they went in", async () => {
    const packed = await words({ vertical: "real-estate" });
    expect(packWords(unpackWords(packed))).toBe(packed);
  });
});

test("drafts, removed profiles, those who do not want to and cards that do not say are not listed", () => {
  const cards: (DirectoryCard | undefined)[] = [
    CARD,
    { ...CARD, discoverable: false },
    { state: "public", name: "Jane Doe" },
    { ...CARD, state: "draft" },
    { state: "removed" },
    undefined,
  ];
  expect(cards.map(isListed)).toEqual([true, false, false, false, false, false]);
});

test("two cards are alike to the directory unless something it shows or sorts by differs", () => {
  expect(isListedAlike(undefined, { ...CARD, state: "draft" })).toBe(true);
  expect(isListedAlike(CARD, { ...CARD, title: "" })).toBe(true);
  for (const change of [{ name: "J" }, { fullness: 1 }, { discoverable: false }]) {
    expect(isListedAlike(CARD, { ...CARD, ...change })).toBe(false);
  }
});

describe("matches", () => {
  const among = async (
    all: readonly (readonly [string, Partial<DirectoryCard>])[],
    fields: object,
    driver = 0,
  ) => {
    const terms = await searchTerms(fields);
    const range = rangeOf(terms[driver] as (typeof terms)[number]);
    const stored = (await Promise.all(all.map(([id, card]) => postings(id, card)))).flat();
    const inRange = stored.filter(({ sort }) => sort >= range.from && sort <= range.to);
    return matchesAmong(inRange, range, terms).map(({ profileId }) => profileId);
  };

  test("names come before titles, titles before companies", async () => {
    const all = [
      ["company", { company: "Baker" }],
      ["title", { title: "Baker" }],
      ["name", { name: "Tom Baker" }],
    ] as const;
    expect(await among(all, { query: "baker" })).toEqual(["name", "title", "company"]);
  });

  test("whole words come before beginnings, then the fuller profile, then the id", async () => {
    const all = [
      ["b", { name: "Jane" }],
      ["a", { name: "Jane" }],
      ["full", { name: "Jane", fullness: 3 }],
      ["longer", { name: "Janet", fullness: 9 }],
    ] as const;
    expect(await among(all, { query: "jane" })).toEqual(["full", "a", "b", "longer"]);
  });

  test("every word is needed, in any order, each where it counts", async () => {
    const all = [
      ["both", { name: "Marie Dupont", location: "Paris" }],
      ["one", { name: "Marie Curie", location: "Paris" }],
      ["elsewhere", { name: "Marie Dupont", location: "Lyon" }],
      ["in the name", { name: "Marie Dupont Paris" }],
    ] as const;
    const fields = { query: "Dupont Marie", location: "paris" };
    for (const driver of [0, 1]) expect(await among(all, fields, driver)).toEqual(["both"]);
  });

  test("a profile is one match, however many of its words are found", async () => {
    const card = { name: "Jana Jane Janet", title: "Jan", company: "Jane", location: "Jane" };
    expect(await among([["jane", card]], { query: "jan" })).toEqual(["jane"]);
    expect(await among([["jane", card]], { query: "jane of" })).toEqual(["jane"]);
  });

  test("a vertical is found as a whole only", async () => {
    const all = [
      ["exact", { vertical: "realtor" }],
      ["longer", { vertical: "realtor-pro" }],
    ] as const;
    expect(await among(all, { vertical: "realtor" })).toEqual(["exact"]);
    expect(await among(all, { role: "realtor" })).toEqual(["exact", "longer"]);
  });

  test("whatever the profile says of words, its postings carry all of them", async () => {
    const all: readonly Posting[] = await postings("x", { title: "Baker" });
    expect(new Set(all.map((posting) => posting.words))).toEqual(new Set(["1jane 1doe 2baker"]));
  });
});
