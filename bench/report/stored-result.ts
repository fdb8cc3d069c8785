import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "../../infra/repository-root.ts";
import type { SuiteResult } from "../suite.ts";
import type { Machine } from "./machine.ts";

/** A suite's result as it lies in the repository. */
export interface StoredResult extends Omit<SuiteResult, "versions"> {
  readonly name: string;
  readonly title: string;
  readonly machine: Machine;
  /** Seconds that the suite took. */
  readonly seconds: number;
}

/** Absolute; a JSON file for each suite, and the charts. */
export const RESULTS_DIR = join(repositoryRoot, "docs", "benchmarks");

/** Replaces the former result of the same suite. */
export async function storeResult(result: StoredResult): Promise<void> {
  await mkdir(RESULTS_DIR, { recursive: true });
  const { samples, ...facts } = result;
  const rounded = Object.entries(samples).map(([name, values]) => [name, values.map(rounding)]);
  // Samples one subject a line, so that a changed run can be read in a diff.
  const lines = rounded.map(
    ([name, values]) => `  ${JSON.stringify(name)}: ${JSON.stringify(values)}`,
  );
  const head = JSON.stringify(facts, null, 1).slice(0, -2);
  const text = `${head},\n "samples": {\n${lines.join(",\n")}\n }\n}\n`;
  await writeFile(fileOf(result.name), text);
}

/** The results that there are, in the order of the names. */
export async function storedResults(names: readonly string[]): Promise<StoredResult[]> {
  const files = names.map(fileOf).filter((file) => existsSync(file));
  return Promise.all(files.map(async (file) => JSON.parse(await readFile(file, "utf8"))));
}

function fileOf(name: string): string {
  return join(RESULTS_DIR, `${name}.json`);
}

/** Four digits tell all that a clock knows. */
function rounding(value: number): number {
  return Number(value.toPrecision(4));
}
