import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { drawChart } from "./report/draw-chart.ts";
import { describeMachine, thisMachine } from "./report/machine.ts";
import { storedResults, storeResult } from "./report/stored-result.ts";
import { targetRow, writeReport } from "./report/write-report.ts";
import type { ResultTable, Suite, SuiteResult } from "./suite.ts";

/** Every suite in the order of the report. A suite is loaded when it is run. */
const SUITES: Readonly<Record<string, () => Promise<Suite>>> = {
  cold: async () => (await import("./cold/cold-suite.ts")).coldSuite,
  warm: async () => (await import("./warm/warm-suite.ts")).warmSuite,
  cost: async () => (await import("./cost/cost-suite.ts")).costSuite,
  growth: async () => (await import("./growth/growth-suite.ts")).growthSuite,
  search: async () => (await import("./search/search-suite.ts")).searchSuite,
  publishing: async () => (await import("./publishing/publishing-suite.ts")).publishingSuite,
  counting: async () => (await import("./counting/counting-suite.ts")).countingSuite,
  photo: async () => (await import("./photo/photo-suite.ts")).photoSuite,
  client: async () => (await import("./client/client-suite.ts")).clientSuite,
  peers: async () => (await import("./peers/peers-suite.ts")).peersSuite,
};

/** Measures nothing: docs/scale.md is made of what the others have stored, after each run. */
const SCALE = "scale";
const NAMES = [...Object.keys(SUITES), SCALE];

const USAGE = `npm run bench [-- <suite> …] [--rounds <n>] [--dry]
  suites: ${NAMES.join(", ")}; all of them when none is named
  --rounds  samples a subject, in place of the suite's own number
  --dry     prints the result and leaves docs/ alone`;

/** Runs the named suites and renews their parts of the report. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { rounds: { type: "string" }, dry: { type: "boolean", default: false } },
  });
  const names = positionals.length > 0 ? positionals : NAMES;
  const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
  if (names.some((name) => !NAMES.includes(name)) || (rounds !== undefined && !(rounds >= 1))) {
    console.error(USAGE);
    process.exitCode = 2;
    return;
  }
  for (const name of names) {
    try {
      if (name === SCALE) print({ tables: await namedScaleTables(), targets: [] });
      else await runSuite(name, rounds, values.dry);
    } catch (error) {
      // The other suites are worth having; the exit code tells that this one is not renewed.
      console.error(`${name} failed:`, error);
      process.exitCode = 1;
    }
  }
  if (values.dry) return;
  await writeReport(await storedResults(Object.keys(SUITES)));
  // Loaded now, as the model takes what is stored when it is loaded.
  await (await import("./scale/scale-page.ts")).writeScalePage();
}

async function namedScaleTables(): Promise<ResultTable[]> {
  const { scaleTables } = await import("./scale/scale-tables.ts");
  return [...scaleTables()].map(([title, table]) => ({ ...table, title }));
}

async function runSuite(name: string, rounds: number | undefined, dry: boolean): Promise<void> {
  const suite = await (SUITES[name] as () => Promise<Suite>)();
  const machine = await thisMachine();
  console.log(`\n${suite.title}\n${describeMachine(machine)}`);
  const started = performance.now();
  const { versions, ...result } = await suite.run({ rounds, log });
  const seconds = Math.round((performance.now() - started) / 1_000);
  print(result);
  console.log(`\n${name} took ${seconds} s.`);
  if (dry) return;
  const used = { ...machine, versions: { ...machine.versions, ...versions } };
  await storeResult({ name, title: suite.title, machine: used, seconds, ...result });
  for (const chart of result.charts) await drawChart(chart);
}

function log(line: string): void {
  console.log(`  ${line}`);
}

function print({ tables, targets }: Pick<SuiteResult, "tables" | "targets">): void {
  for (const { title, columns, rows } of tables) {
    console.log(`\n${title}`);
    console.table(
      rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at]]))),
    );
  }
  for (const target of targets) console.log(targetRow(target).join("   "));
}

await main();
