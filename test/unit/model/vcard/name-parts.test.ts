import fc from "fast-check";
import { expect, test } from "vitest";
import { nameParts } from "../../../../shared/model/profile/name-parts.ts";
import { SEED } from "../../support/arbitrary-profile.ts";

test.each([
  ["Jane Doe", "Doe", "Jane", "", ""],
  ["Jane Doe, PhD", "Doe", "Jane", "", "PhD"],
  ["Jane Doe, PhD, MBA", "Doe", "Jane", "", "PhD, MBA"],
  ["Jane Doe PhD", "Doe", "Jane", "", "PhD"],
  ["Dr. Jane Doe", "Doe", "Jane", "Dr.", ""],
  ["Prof. Dr. Jane Doe", "Doe", "Jane", "Prof. Dr.", ""],
  ["Martin Luther King Jr.", "", "Martin Luther King", "", "Jr."],
  ["Robert Downey, Jr.", "Downey", "Robert", "", "Jr."],
  ["Henry Ford II", "Ford", "Henry", "", "II"],
  ["Johannes van der Berg", "van der Berg", "Johannes", "", ""],
  ["Ludwig von Beethoven", "von Beethoven", "Ludwig", "", ""],
  ["Smith, John", "Smith", "John", "", ""],
  ["Smith, John Paul", "Smith", "John Paul", "", ""],
  ["María García López", "", "María García López", "", ""],
  ["Madonna", "", "Madonna", "", ""],
  ["Dr. Dre", "", "Dre", "Dr.", ""],
  ["Ma Yun", "Yun", "Ma", "", ""],
  ["金 正日", "金", "正日", "", ""],
  ["김 철수", "김", "철수", "", ""],
  ["毛泽东", "", "毛泽东", "", ""],
  ["Van Morrison", "Morrison", "Van", "", ""],
  ["Jean de", "", "Jean de", "", ""],
  ["Smith, Dr. John", "Smith", "John", "Dr.", ""],
  ["Smith, John Jr.", "Smith", "John", "", "Jr."],
  ["Smith, Dr. John Paul", "Smith", "John Paul", "Dr.", ""],
  ["van der Berg, Johannes", "van der Berg", "Johannes", "", ""],
  ["Doe Smith, John", "", "Doe Smith, John", "", ""],
  ["Acme, Widgets and Sons, Ltd.", "", "Acme, Widgets and Sons, Ltd.", "", ""],
  ["Jr.", "", "Jr.", "", ""],
])("%s", (name, family, given, prefixes, suffixes) => {
  expect(nameParts(name)).toEqual({ family, given, prefixes, suffixes });
});

test("no letter of a name is lost, or written twice", () => {
  const word = fc.constantFrom(
    "Dr.",
    "Jane",
    "van",
    "der",
    "Doe",
    "PhD",
    "Jr.",
    "金",
    "de",
    "O’Neil",
  );
  const names = fc.array(word, { minLength: 1, maxLength: 6 });
  const letters = (texts: readonly string[]) =>
    texts.join("").replaceAll(/[\s,]/gu, "").split("").toSorted().join("");
  fc.assert(
    fc.property(names, fc.nat(6), (words, comma) => {
      const name = words.map((word, at) => (at === comma ? `${word},` : word)).join(" ");
      const { family, given, prefixes, suffixes } = nameParts(name);
      expect(letters([family, given, prefixes, suffixes])).toBe(letters(words));
      expect(given).not.toBe("");
    }),
    { ...SEED, numRuns: 500 },
  );
});
