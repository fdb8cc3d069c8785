import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "../../infra/repository-root.ts";
import type { ResultTable, Target } from "../suite.ts";
import { describeMachine } from "./machine.ts";
import type { StoredResult } from "./stored-result.ts";

const PREFACE = `# Benchmarks

Written by \`npm run bench\` from the results in [benchmarks/](benchmarks), which hold the samples. \`npm run bench -- <suite>\` measures one suite and renews its part alone.

Subjects take turns in an order shuffled each round, so that what else the machine does hits all alike. Figures are medians; in brackets the quartiles. Ratios are of medians of one run. Milliseconds of one machine say little about another; ratios do. [ADR 5](adr/0005-bundle-settings.md) says what was done about cold starts, and what did not help.
`;

/** Writes docs/benchmarks.md anew from all results. */
export async function writeReport(results: readonly StoredResult[]): Promise<void> {
  const text = [PREFACE, targetList(results), ...results.map(section)].join("\n");
  await writeFile(join(repositoryRoot, "docs", "benchmarks.md"), text);
}

function targetList(results: readonly StoredResult[]): string {
  const rows = results.flatMap(({ targets }) => targets.map(targetRow));
  if (rows.length === 0) return "";
  return `## Targets\n\n${markdownTable({ title: "", columns: ["target", "measured", "at most", ""], rows })}`;
}

/** A target in words. */
export function targetRow({ what, value, most, unit }: Target): string[] {
  return [what, `${figure(value)} ${unit}`, `${most} ${unit}`, value <= most ? "met" : "missed"];
}

function figure(value: number): string {
  return value.toFixed(value < 10 ? 2 : 1);
}

function section({ title, method, tables, charts, machine, seconds }: StoredResult): string {
  const pictures = charts.map(({ file, alt }) => `![${alt}](benchmarks/${file}.svg)\n`);
  const where = `*${describeMachine(machine)}. Took ${Math.round(seconds)} s.*\n`;
  const paragraphs = method.map((text) => `${text}\n`);
  return [`## ${title}\n`, ...paragraphs, ...pictures, ...tables.map(markdownTable), where].join(
    "\n",
  );
}

/** As GitHub shows it; the first column and those with words to the left, figures to the right. */
export function markdownTable({ title, columns, rows, words = [] }: ResultTable): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(" | ")} |`;
  const rule = `|${columns.map((_, at) => (at === 0 || words.includes(at) ? "---" : "---:")).join("|")}|`;
  const head = title ? [`**${title}**`, ""] : [];
  return [...head, line(columns), rule, ...rows.map(line), ""].join("\n");
}

function escaped(cell: string): string {
  return cell.replaceAll("|", "\\|");
}
