import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { RESULTS_DIR, type StoredResult } from "../report/stored-result.ts";

/** What one request takes, as the suites `cost` and `growth` have stored it. */
export interface StoredUnits {
  readonly reads: number;
  /** Without the counter of requests. */
  readonly writes: number;
  readonly counter: number;
  readonly objectWrites: number;
  readonly objectReads: number;
  readonly billedMs: number;
  readonly memoryMb: number;
}

const AS_COST = /: read, write, counter units/;

/** Of a request by its name in the suite `cost`. @throws Error where it was not measured */
export function unitsOf(name: string): StoredUnits {
  const found = storedUnits(name);
  if (!found) throw new Error(`npm run bench -- cost has stored nothing of ${name}.`);
  return found;
}

/** Of a request by its name in the suite `cost`; undefined where it was not measured. */
export function storedUnits(name: string): StoredUnits | undefined {
  return unitsStored().get(name);
}

/** Read units of a subject at a size of the suite `growth`. @throws Error where it was not measured */
export function grownReads(subject: string, size: string): number {
  const rows = stored("growth").tables.flatMap((table) => table.rows);
  const found = rows.find(([name, at]) => name === subject && at === size);
  if (!found) throw new Error(`npm run bench -- growth has stored nothing of ${subject}, ${size}.`);
  return Number(found[2]);
}

let known: { readonly at: number; readonly units: ReadonlyMap<string, StoredUnits> } | undefined;

/** Read anew when another run has stored its result. */
function unitsStored(): ReadonlyMap<string, StoredUnits> {
  const at = statSync(fileOf("cost")).mtimeMs;
  if (known?.at === at) return known.units;
  const samples = Object.entries(stored("cost").samples).filter(([name]) => AS_COST.test(name));
  const units = new Map(
    samples.map(([name, figures]) => [name.replace(/: read.*/, ""), unitsIn(figures)]),
  );
  known = { at, units };
  return units;
}

function unitsIn(figures: readonly number[]): StoredUnits {
  const [reads = 0, writes = 0, counter = 0, objectWrites = 0, objectReads = 0, ...others] =
    figures;
  const [billedMs = 0, memoryMb = 0] = others;
  return { reads, writes, counter, objectWrites, objectReads, billedMs, memoryMb };
}

function stored(suite: string): StoredResult {
  return JSON.parse(readFileSync(fileOf(suite), "utf8"));
}

function fileOf(suite: string): string {
  return join(RESULTS_DIR, `${suite}.json`);
}
