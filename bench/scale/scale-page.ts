import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "../../infra/repository-root.ts";
import { markdownTable } from "../report/write-report.ts";
import type { ResultTable } from "../suite.ts";
import { scaleTables } from "./scale-tables.ts";

/** The page whose tables the model makes; its words are written by hand. */
export const SCALE_PAGE = join(repositoryRoot, "docs", "scale.md");

/** The text with each table in place of what is between its markers. @throws Error without one */
export function withTables(page: string, tables: ReadonlyMap<string, ResultTable>): string {
  let text = page;
  for (const [name, table] of tables) {
    const [begin, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->\n`];
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`docs/scale.md has no place for ${name}.`);
    text = `${text.slice(0, from + begin.length)}${markdownTable(table)}${text.slice(to)}`;
  }
  return text;
}

/** Writes the tables into docs/scale.md anew, by the model and the stored results. */
export async function writeScalePage(): Promise<void> {
  await writeFile(SCALE_PAGE, withTables(await readFile(SCALE_PAGE, "utf8"), scaleTables()));
}
