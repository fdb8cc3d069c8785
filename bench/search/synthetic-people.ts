import type { ProfileCard } from "../../shared/model/profile/profile-card.ts";

/** A published profile of nobody, as its card has it. */
export interface Person {
  readonly id: string;
  readonly card: ProfileCard & {
    readonly name: string;
    readonly title: string;
    readonly company: string;
    readonly location: string;
    readonly vertical: string;
  };
}

const FIRST_SYLLABLES = "ma jo li an ka ste pe ro al da so mi".split(" ");
const LAST_SYLLABLES = "dov mar tin ber sen ski ros lan fer wal kov".split(" ");
const ENDS = ["a", "o", "is", "en", "el", "ra", "na", "son", "er", "y"];
const ROLES = [
  ...["Real Estate Agent", "Product Manager", "Software Engineer", "Sales Manager", "Designer"],
  ...["Management Consultant", "Keynote Speaker", "Lawyer", "Architect", "Data Scientist"],
  ...["Marketing Manager", "Photographer", "Nurse", "Teacher", "Financial Advisor", "Chef"],
];
const KINDS = ["Group", "Partners", "Studio", "Labs", "Consulting", "Homes", "Media"];

/** The same people for the same seed. Some names, roles and cities are common, most are rare. */
export function syntheticPeople(count: number, seed = 1): Person[] {
  const random = seeded(seed);
  const words = (parts: readonly string[], size: number) =>
    Array.from({ length: size }, (_, at) => wordOf(parts, at));
  // As many more as there are people: a city has as many of them in a large directory as in a small one.
  const firsts = words(FIRST_SYLLABLES, 0.006 * count);
  const lasts = words(LAST_SYLLABLES, 0.06 * count);
  const firms = words(LAST_SYLLABLES, 0.04 * count);
  const cities = words(FIRST_SYLLABLES, 0.004 * count);
  return Array.from({ length: count }, (_, at): Person => {
    const title = skewed(ROLES, random);
    return {
      id: idOf(at),
      card: {
        ...{ owner: `owner-${at}`, state: "public", discoverable: true, version: 2 },
        ...{ slug: `person-${at}`, photo: null, contactEmail: null, contactPhone: null },
        name: `${skewed(firsts, random)} ${skewed(lasts, random)}`,
        title,
        company: `${skewed(firms, random)} ${skewed(KINDS, random)}`,
        location: skewed(cities, random),
        vertical: title.toLowerCase().replaceAll(" ", "-"),
        fullness: Math.floor(random() * 10),
        links: [],
      },
    };
  });
}

/** A UUID v7 in its form; the last digits count. */
function idOf(at: number): string {
  return `0197a000-0000-7000-8000-${at.toString(16).padStart(12, "0")}`;
}

/** The first ones of a list come more often than the later ones. */
function skewed<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(list.length * random() ** 2)] as T;
}

/** Another capitalised word for each number. */
function wordOf(parts: readonly string[], at: number): string {
  const letters = [];
  for (let rest = at; ; rest = Math.floor(rest / parts.length) - 1) {
    letters.push(parts[rest % parts.length]);
    if (rest < parts.length) break;
  }
  const word = `${letters.join("")}${ENDS[at % ENDS.length]}`;
  return `${word[0]?.toUpperCase()}${word.slice(1)}`;
}

/** Mulberry32: numbers from 0 to 1 that are the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
