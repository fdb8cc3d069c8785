import type { Verdict } from "./finding.ts";
import type { Result } from "./run-checks.ts";

const WORDS: Readonly<Record<Verdict, string>> = {
  ok: "ok",
  warning: "warning",
  stop: "STOP",
  unknown: "not checked",
};

const NARROWEST = 80;
const WIDEST = 100;

/**
 * The results as lines of aligned columns: the verdict, the check, and what was found with what to do
 * below it.
 * @param columns width of the terminal; held between 80 and 100
 */
export function findingsTable(results: readonly Result[], columns = WIDEST): string {
  const width = Math.min(Math.max(columns, NARROWEST), WIDEST);
  const rows = results.map(({ verdict, check, found, remedy }) => ({
    first: WORDS[verdict],
    second: check,
    texts: [found, ...(remedy === undefined ? [] : [`→ ${remedy}`])].map(printable),
  }));
  const heading = { first: "result", second: "check", texts: ["found → what to do"] };
  const all = [heading, ...rows];
  const widthOf = (cells: readonly string[]) => Math.max(...cells.map(({ length }) => length)) + 2;
  const first = widthOf(all.map((row) => row.first));
  const second = widthOf(all.map((row) => row.second));
  const margin = first + second;
  return all
    .flatMap((row) => {
      const lines = row.texts.flatMap((text) => wrap(text, width - margin));
      const head = `${row.first.padEnd(first)}${row.second.padEnd(second)}`;
      return lines.map((line, at) => `${at === 0 ? head : " ".repeat(margin)}${line}`);
    })
    .join("\n");
}

/** An issuer's own words may be in it: none of them steers the terminal. */
function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, "\u{fffd}");
}

/** Breaks at spaces; a word that is too long, such as an address, stands whole on its line. */
function wrap(text: string, width: number): string[] {
  const indent = text.startsWith("→ ") ? "  " : "";
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (longer.length > width && line.trim() !== "") {
      lines.push(line);
      line = `${indent}${word}`;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}
