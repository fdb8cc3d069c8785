import { engineProgram } from "@profiles-api/laptop/testing";
import { AUTHORIZER_ID, REMOVAL_ID } from "../../infra/bundling/function-entries.ts";
import { routeTable } from "../../shared/routes/route-table.ts";
import { BUDGETS } from "../../test/e2e/budgets/every-budget.ts";
import { allExamples } from "../examples/examples.ts";
import { type BenchPlatform, startBenchPlatform } from "../platform/bench-platform.ts";
import { sum } from "../statistics.ts";
import type { ResultTable, RunOptions, Suite, SuiteResult } from "../suite.ts";
import { type Case, recordCases } from "../tape/record-cases.ts";
import { capacityToldBy, RULES } from "./capacity-check.ts";
import { ASSUMED, ownWorkMs, PRICES } from "./prices.ts";
import { type Consumption, consumptionOf, dollarsOf, lambdaDollars } from "./request-cost.ts";

/** What the requests cost on AWS, by the units that the engine tells. */
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
  const memoryMb = Number(platform.functionOf(functionId).properties.MemorySize);
  const withPhoto = /with-photo|process-photo/.test(name);
  const consumption = consumptionOf(exchanges, { memoryMb, withPhoto });
  const budgets = BUDGETS[functionId];
  const kept = budgets?.some(
    ({ operations }) => `${operations.toSorted()}` === `${consumption.operations}`,
  );
  return {
    measured,
    consumption,
    memoryMb,
    auth: routeTable.find(({ id }) => id === functionId)?.auth,
    withinBudget: kept,
  };
}

function unitsTable(rows: readonly CostRow[]): ResultTable {
  return {
    title: "Units of one request",
    columns: [
      ...["request", "calls at the table", "budget", "read units", "write units", "counter"],
      ...["S3 writes", "S3 reads"],
    ],
    rows: rows.map(({ measured, consumption, withinBudget }) => [
      measured.name,
      consumption.operations.join(", ") || "–",
      withinBudget === undefined ? "–" : withinBudget ? "kept" : "exceeded",
      String(consumption.readUnits),
      String(consumption.writeUnits),
      String(consumption.counterUnits),
      String(consumption.objectWrites),
      String(consumption.objectReads),
    ]),
  };
}

function dollarsTable(rows: readonly CostRow[]): ResultTable {
  const authorizer = rows.find(({ measured }) => measured.name === `${AUTHORIZER_ID} jwt`);
  const perCheck = authorizer ? warmCheck(authorizer) : 0;
  const lines = rows.map((row) => {
    const { memoryMb, consumption } = row;
    const assumed = `${memoryMb} MB, ${consumption.billedMs} ms`;
    return { name: row.measured.name, assumed, parts: partsOf(row, perCheck) };
  });
  const deletion = lines.filter(({ name }) => name === "delete-profile" || name === REMOVAL_ID);
  const parts = PARTS.map((_, at) => sum(deletion.map((line) => line.parts[at] ?? 0)));
  const all = [...lines, { name: "a whole deletion", assumed: "both of its functions", parts }];
  return {
    title: "Dollars per million",
    columns: ["request", "assumed", ...PARTS, "all"],
    rows: all.map(({ name, assumed, parts }) => [
      ...[name, assumed],
      ...[...parts, sum(parts)].map((dollars) => dollars.toFixed(2)),
    ]),
  };
}

/** Dollars of a million JWTs, once the issuer's keys are known: the authorizer waits for nobody. */
function warmCheck({ memoryMb }: CostRow): number {
  return 1e6 * lambdaDollars(Math.ceil(ownWorkMs(memoryMb)), memoryMb);
}

const PARTS = ["API Gateway", "authorizer", "Lambda", "DynamoDB", "S3"];

/** Dollars per million, in the order of `PARTS`. @param perCheck of the authorizer */
function partsOf({ consumption, memoryMb, auth }: CostRow, perCheck: number): number[] {
  const { table, objects, lambda } = dollarsOf(consumption, memoryMb);
  const gateway = auth === undefined ? 0 : PRICES.gatewayRequest * 1e6;
  const check = auth === undefined || auth === "public" ? 0 : perCheck;
  return [gateway, check, lambda, table, objects];
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
    `Dollars are list prices of us-east-1 (November 2026), without free tiers: API Gateway REST ${PRICES.gatewayRequest * 1e6} a million, Lambda on arm64 ${PRICES.lambdaRequest * 1e6} a million and ${PRICES.lambdaGbSecond} a GB-second, DynamoDB on demand ${PRICES.readUnit * 1e6} and ${PRICES.writeUnit * 1e6} a million read and write units, S3 ${PRICES.s3Write * 1e3} and ${PRICES.s3Read * 1e3} a thousand writes and reads. Billed time is assumed, warm: ${tableCallMs} ms for each table call that waits for another, ${objectCallMs} for S3, ${otherCallMs} for other services, ${ownMs} for the function's own work with 512 MB and less with more, ${photoMs} for a photo; what is begun of a millisecond counts. The authorizer's share is that of a JWT whose issuer's keys it has; its own lines are of the dearest case, in which it fetches them anew. Beside each request stands the memory of its function, which is deployed so, and its billed time by these assumptions. *A whole deletion* is what the caller asks for and the removal that follows, of a profile without photos. Not in it: logs, traces, storage, streams, data transfer, cold starts, and what a function reads once when it starts (the pepper of API keys, the key of the day that viewers are told apart by, which index of the directory is in use). Views and saves are the first that are counted of their profile on that day, the dearest case.`,
  ];
}

function samplesOf({ measured, consumption, memoryMb }: CostRow): [string, number[]][] {
  const { readUnits, writeUnits, counterUnits, objectWrites, objectReads, billedMs } = consumption;
  const figures = [readUnits, writeUnits, counterUnits, objectWrites, objectReads];
  const names = "read, write, counter units, S3 writes, S3 reads, billed ms, MB of memory";
  return [[`${measured.name}: ${names}`, [...figures, billedMs, memoryMb]]];
}
