import { AUTHORIZER_ID } from "../../infra/function-entries.ts";
import { engineProgram } from "../../infra/local/dynamodb/engine-program.ts";
import { routeTable } from "../../shared/routes/route-table.ts";
import { BUDGETS } from "../../test/e2e/budgets/every-budget.ts";
import { allExamples } from "../examples/examples.ts";
import { type BenchPlatform, startBenchPlatform } from "../platform/bench-platform.ts";
import type { ResultTable, RunOptions, Suite, SuiteResult } from "../suite.ts";
import { type Case, recordCases } from "../tape/record-cases.ts";
import { capacityToldBy, RULES } from "./capacity-check.ts";
import { ASSUMED, PRICES } from "./prices.ts";
import { type Consumption, consumptionOf, dollarsOf } from "./request-cost.ts";

export const costSuite: Suite = { name: "cost", title: "Cost", run };

/** A function's example with what it consumed. */
interface CostRow {
  readonly measured: Case;
  readonly consumption: Consumption;
  readonly memoryMb: number;
  /** Undefined for a function that is not behind the gateway. */
  readonly auth: string | undefined;
  /** Undefined where no budget is declared. */
  readonly withinBudget: boolean | undefined;
}

async function run({ log }: RunOptions): Promise<SuiteResult> {
  const platform = await startBenchPlatform();
  try {
    const cases = await recordCases(platform, allExamples(), { withCapacity: true });
    log(`${cases.length} requests made`);
    const rows = cases.map((measured) => costRow(platform, measured));
    const check = await capacityTable();
    const outside = rows.filter(({ withinBudget }) => withinBudget === false);
    for (const { measured, consumption } of outside) {
      log(`outside its budget: ${measured.name} ${consumption.operations.join(", ")}`);
    }
    return {
      method: method(engineProgram().name),
      tables: [unitsTable(rows), dollarsTable(rows), check],
      targets: [
        { what: "cost: requests outside their budget", value: outside.length, most: 0, unit: "" },
      ],
      charts: [],
      samples: Object.fromEntries(rows.flatMap(samplesOf)),
    };
  } finally {
    await platform.stop();
  }
}

function costRow(platform: BenchPlatform, measured: Case): CostRow {
  const { functionId, name, exchanges } = measured;
  const consumption = consumptionOf(exchanges, /with-photo|process-photo/.test(name));
  const budgets = BUDGETS[functionId];
  const kept = budgets?.some(
    ({ operations }) => `${operations.toSorted()}` === `${consumption.operations}`,
  );
  return {
    measured,
    consumption,
    memoryMb: Number(platform.functionOf(functionId).properties.MemorySize),
    auth: routeTable.find(({ id }) => id === functionId)?.auth,
    withinBudget: kept,
  };
}

function unitsTable(rows: readonly CostRow[]): ResultTable {
  return {
    title: "Units of one request",
    columns: ["request", "calls at the table", "budget", "read units", "write units", "counter"],
    rows: rows.map(({ measured, consumption, withinBudget }) => [
      measured.name,
      consumption.operations.join(", ") || "–",
      withinBudget === undefined ? "–" : withinBudget ? "kept" : "exceeded",
      String(consumption.readUnits),
      String(consumption.writeUnits),
      String(consumption.counterUnits),
    ]),
  };
}

function dollarsTable(rows: readonly CostRow[]): ResultTable {
  const authorizer = rows.find(({ measured }) => measured.name === `${AUTHORIZER_ID} jwt`);
  const perCheck = authorizer ? totalOf(authorizer) : 0;
  return {
    title: "Dollars per million",
    columns: ["request", "API Gateway", "authorizer", "Lambda", "DynamoDB", "S3", "all"],
    rows: rows.map((row) => {
      const { table, objects, lambda } = dollarsOf(row.consumption, row.memoryMb);
      const gateway = row.auth === undefined ? 0 : PRICES.gatewayRequest * 1e6;
      const check = row.auth === undefined || row.auth === "public" ? 0 : perCheck;
      const parts = [gateway, check, lambda, table, objects];
      const all = parts.reduce((sum, part) => sum + part, 0);
      return [row.measured.name, ...[...parts, all].map((dollars) => dollars.toFixed(2))];
    }),
  };
}

function totalOf({ consumption, memoryMb }: CostRow): number {
  const { table, objects, lambda } = dollarsOf(consumption, memoryMb);
  return table + objects + lambda;
}

async function capacityTable(): Promise<ResultTable> {
  const engines = ["dynoxide", "dynamodb-local"] as const;
  const told = await Promise.all(engines.map(capacityToldBy));
  const rows = RULES.map(({ call, units }, place) => [
    call,
    String(units),
    ...told.map((values) => String(values?.[place] ?? "not here")),
  ]);
  return {
    title: "Do the engines tell units as DynamoDB documents them?",
    columns: ["call", "documented", ...engines],
    rows,
  };
}

function method(engine: string): string[] {
  const { tableCallMs, objectCallMs, otherCallMs, ownMs, photoMs } = ASSUMED;
  return [
    `One request of each kind, by the shipped bundle on the local platform, with ReturnConsumedCapacity added to every call on its way to the engine (${engine}). The profiles are typical: four links, three jobs, two schools. The calls are held against the budget of [access-patterns.md](access-patterns.md). The counter of the daily allowance is told apart. The last table shows whether the engines can be believed.`,
    `Dollars are list prices of us-east-1 (November 2026), without free tiers: API Gateway REST ${PRICES.gatewayRequest * 1e6} a million, Lambda on arm64 ${PRICES.lambdaRequest * 1e6} a million and ${PRICES.lambdaGbSecond} a GB-second, DynamoDB on demand ${PRICES.readUnit * 1e6} and ${PRICES.writeUnit * 1e6} a million read and write units, S3 ${PRICES.s3Write * 1e3} and ${PRICES.s3Read * 1e3} a thousand writes and reads. Billed time is assumed, warm: ${tableCallMs} ms for each table call that waits for another, ${objectCallMs} for S3, ${otherCallMs} for other services, ${ownMs} for the function's own work, ${photoMs} for a photo. The authorizer's share is that of a JWT whose issuer's keys it fetches anew, its dearest case. Not in it: logs, traces, storage, streams, data transfer, cold starts.`,
  ];
}

function samplesOf({ measured, consumption }: CostRow): [string, number[]][] {
  const { readUnits, writeUnits, counterUnits, billedMs } = consumption;
  return [
    [
      `${measured.name}: read, write, counter units, billed ms`,
      [readUnits, writeUnits, counterUnits, billedMs],
    ],
  ];
}
