import { type Person, seeded } from "./synthetic-people.ts";

export type Query = Readonly<Record<string, string>>;

/** A kind of search, and one of it for each number. */
export interface QueryKind {
  readonly name: string;
  /** Held against the bare calls: what people search for most. */
  readonly isUsual: boolean;
  readonly queries: readonly Query[];
}

const EACH = 40;

/** The five kinds, each with queries about people who are there. */
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
    kind("two common words", false, () => ({ query: "manager group" })),
    kind("half-typed last word", false, ({ name }) => ({ query: name.slice(0, -2) })),
    kind("one wrong letter", false, ({ name }) => ({ query: misspelt(name) })),
  ];
}

/** Another letter in the middle of the last word. */
function misspelt(name: string): string {
  const last = name.lastIndexOf(" ") + 1;
  const at = last + Math.floor((name.length - last) / 2);
  return `${name.slice(0, at)}${name[at] === "x" ? "q" : "x"}${name.slice(at + 1)}`;
}
