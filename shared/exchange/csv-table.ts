import { parse } from "csv-parse/sync";
import { Problem } from "../model/problem.ts";
import { decodeText } from "./decode-text.ts";
import type { Raw } from "./reading.ts";

const MOST_ROWS = 2_000;
const MOST_COLUMNS = 100;
/** Lines above the names of columns, such as notes on how the file was made. */
const MOST_ABOVE = 20;

/** The rows of a file, by the names of their columns. */
export interface Table {
  readonly rows: readonly Raw[];
  /** Whether the columns that were looked for are there. */
  readonly isKnown: boolean;
}

/**
 * Reads a CSV file in whatever encoding it is. The names of the columns stand in the first row that
 * has the one that is looked for; what is above is passed over.
 * @param column in lower case
 * @throws Problem `unreadable_archive`, `archive_too_large`
 */
export function readTable(bytes: Uint8Array, column: string): Table {
  const records = recordsOf(decodeText(bytes));
  const isHeader = (record: readonly string[]) => record.some((name) => keyOf(name) === column);
  const at = records.slice(0, MOST_ABOVE).findIndex(isHeader);
  const header = records[at];
  if (!header) return { rows: [], isKnown: false };
  const rows = records.slice(at + 1).map((record) => byColumn(header, record));
  return { rows, isKnown: true };
}

function recordsOf(text: string): string[][] {
  // One more tells that there are more.
  const most = MOST_ROWS + MOST_ABOVE;
  const records = parsed(text.replace(/^\ufeff/, ""), most + 1);
  if (records.length > most) throw tooLarge(`${MOST_ROWS} rows a file`);
  if (records.some(({ length }) => length > MOST_COLUMNS)) {
    throw tooLarge(`${MOST_COLUMNS} columns a file`);
  }
  return records;
}

function parsed(text: string, to: number): string[][] {
  try {
    return parse(text, {
      to,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    });
  } catch (cause) {
    const detail = "One of the archive's files cannot be read as CSV.";
    throw new Problem("invalid", "unreadable_archive", detail, { cause });
  }
}

/** Cells without a name, and all but the first of a name, stand under the number of their column. */
function byColumn(header: readonly string[], record: readonly string[]): Raw {
  const cells = new Map<string, string>();
  for (const [index, cell] of record.entries()) {
    const name = header[index]?.trim() ?? "";
    cells.set(name === "" || cells.has(name) ? `column ${index + 1}` : name, cell);
  }
  return Object.fromEntries(cells);
}

function keyOf(name: string): string {
  return name.trim().toLowerCase();
}

function tooLarge(limit: string): Problem {
  const detail = `The archive is larger than what is read, which is ${limit}.`;
  return new Problem("too_large", "archive_too_large", detail);
}
