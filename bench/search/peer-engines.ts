import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { DatabaseSync } from "node:sqlite";
import MiniSearch from "minisearch";
import { type Query, queryKinds } from "./search-queries.ts";
import type { Person } from "./synthetic-people.ts";

/** What another engine takes for one kind of search. */
export interface PeerSamples {
  readonly engine: string;
  readonly name: string;
  readonly size: number;
  /** Of its index. */
  readonly fileBytes: number;
  /** Loading the index, and the first search. */
  readonly coldMs: number;
  readonly microseconds: readonly number[];
}

interface Peer {
  readonly engine: string;
  /** Writes the index of these people to a file. */
  build(file: string, people: readonly Person[]): Promise<void>;
  load(file: string): Promise<(query: string, isFuzzy: boolean) => readonly unknown[]>;
  /** Whether it can look past a wrong letter. */
  readonly isFuzzy: boolean;
}

const FIELDS = ["name", "title", "company", "location"] as const;
const MINISEARCH = {
  fields: [...FIELDS],
  searchOptions: { combineWith: "AND" as const, prefix: (_: string, at: number) => at > 0 },
};

const miniSearch: Peer = {
  engine: "MiniSearch",
  isFuzzy: true,
  build: async (file, people) => {
    const index = new MiniSearch(MINISEARCH);
    index.addAll(people.map(({ id, card }) => ({ id, ...card })));
    await writeFile(file, JSON.stringify(index));
  },
  load: async (file) => {
    const index = MiniSearch.loadJSON(await readFile(file, "utf8"), MINISEARCH);
    return (query, isFuzzy) => index.search(query, { fuzzy: isFuzzy && 1 }).slice(0, 10);
  },
};

const fts5: Peer = {
  engine: "SQLite FTS5",
  isFuzzy: false,
  build: async (file, people) => {
    const database = new DatabaseSync(file);
    database.exec(
      "CREATE VIRTUAL TABLE people USING fts5(name, title, company, location, prefix='2 3')",
    );
    database.exec("BEGIN");
    const insert = database.prepare("INSERT INTO people VALUES (?, ?, ?, ?)");
    for (const { card } of people) insert.run(...FIELDS.map((field) => card[field]));
    database.exec("COMMIT");
    database.close();
  },
  load: async (file) => {
    const database = new DatabaseSync(file, { readOnly: true });
    const select = database.prepare(
      "SELECT rowid FROM people WHERE people MATCH ? ORDER BY rank LIMIT 10",
    );
    return (query) => select.all(`${query.replaceAll(/[^\w]+/g, " ").trim()}*`);
  },
};

/** The same searches by engines that hold everything in their process. */
export async function measurePeers(
  folder: string,
  people: readonly Person[],
  rounds: number,
): Promise<PeerSamples[]> {
  const found: PeerSamples[] = [];
  for (const peer of [miniSearch, fts5]) {
    const file = join(folder, `${peer.engine.replace(" ", "-")}-${people.length}`);
    await peer.build(file, people);
    const { size: fileBytes } = await stat(file);
    for (const { name, queries, isUsual, isFuzzy = false } of queryKinds(people)) {
      if (isFuzzy && !peer.isFuzzy) continue;
      const texts = queries.map(textOf);
      const started = performance.now();
      const load = await peer.load(file);
      const search = (text: string) => load(text, isFuzzy);
      const first = search(texts[0] ?? "");
      if (isUsual && first.length === 0) throw new Error(`${peer.engine} found nobody.`);
      const coldMs = performance.now() - started;
      const microseconds = timesOf(search, texts, rounds);
      const of = { engine: peer.engine, name, size: people.length };
      found.push({ ...of, fileBytes, coldMs, microseconds });
    }
  }
  return found;
}

function timesOf(search: (query: string) => unknown, texts: readonly string[], rounds: number) {
  return Array.from({ length: rounds }, () => texts)
    .flat()
    .map((text) => {
      const started = performance.now();
      search(text);
      return (performance.now() - started) * 1_000;
    });
}

/** All of a query's words; those engines know no slugs. */
function textOf(query: Query): string {
  return Object.values(query).join(" ").replaceAll("-", " ");
}
