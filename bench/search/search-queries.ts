import { type Person, seeded } from "./synthetic-people.ts";

/** Parameters of a search, as in its address. */
export type Query = Readonly<Record<string, string>>;

/** A kind of search, and one of it for each number. */
export interface QueryKind {
  readonly name: string;
  /** Held against the bare calls: what people search for most. Each finds somebody. */
  readonly isUsual: boolean;
  /** With a wrong letter, which another engine must be told to look past. */
  readonly isFuzzy?: boolean;
  readonly queries: readonly Query[];
}

const EACH = 40;

/** Words that many people have each, and nobody together. */
const NEVER_TOGETHER = ["chef designer", "nurse lawyer", "group partners", "teacher speaker"];

/** The five kinds of search, one of them once more; most are about people who are there. */
export function queryKinds(people: readonly Person[]): QueryKind[] {
  const random = seeded(7);
  const picks = Array.from(
    { length: EACH },
    () => people[Math.floor(random() * people.length)] as Person,
  );
  const kind = (name: string, isUsual: boolean, query: (one: Person["card"]) => Query) => ({
    ...{ name, isUsual },
    queries: picks.map(({ card }) => query(card)),
  });
  return [
    kind("first and last name", true, ({ name }) => ({ query: name })),
    kind("role and city", true, ({ vertical, location }) => ({ role: vertical, location })),
    kind("two common words that meet often", false, () => ({ query: "manager group" })),
    {
      ...{ name: "two common words that never meet", isUsual: false },
      queries: picks.map((_, at) => ({ query: NEVER_TOGETHER[at % 4] as string })),
    },
    kind("half-typed last word", false, ({ name }) => ({ query: name.slice(0, -2) })),
    {
      ...kind("one wrong letter", false, ({ name }) => ({ query: misspelt(name) })),
      isFuzzy: true,
    },
  ];
}

/** Another letter in the middle of the last word. */
function misspelt(name: string): string {
  const last = name.lastIndexOf(" ") + 1;
  const at = last + Math.floor((name.length - last) / 2);
  return `${name.slice(0, at)}${name[at] === "x" ? "q" : "x"}${name.slice(at + 1)}`;
}
