import { sum } from "../statistics.ts";
import type { Exchange } from "../tape/exchange.ts";
import { waitsOf } from "../tape/exchange.ts";
import { ASSUMED, ownWorkMs, PRICES } from "./prices.ts";

/** What one request takes of the services. */
export interface Consumption {
  /** Operations at the table without the counter; a transaction with its size. */
  readonly operations: readonly string[];
  readonly readUnits: number;
  readonly writeUnits: number;
  /** Write units of the counter that meters requests. */
  readonly counterUnits: number;
  /** Lists too, which have the same price. */
  readonly objectWrites: number;
  readonly objectReads: number;
  /** Billed milliseconds, by the assumptions. */
  readonly billedMs: number;
}

/** Dollars per million requests. */
export interface Dollars {
  readonly table: number;
  readonly objects: number;
  readonly lambda: number;
}

/** Listing has the price of a write; deleting has none. */
const LIST = /[?&]list-type=/;

const READ = /^(GetItem|BatchGetItem|Query)$/;

/** The function that made a request. */
export interface FunctionFacts {
  readonly memoryMb: number;
  readonly withPhoto?: boolean;
}

/** Adds up what the calls of one request consumed, as the engine told. */
export function consumptionOf(
  exchanges: readonly Exchange[],
  { memoryMb, withPhoto = false }: FunctionFacts,
): Consumption {
  const table = exchanges.filter((one) => one.service === "dynamodb" && !isReadAtStart(one));
  const counters = table.filter(isCounter);
  const own = table.filter((exchange) => !isCounter(exchange));
  const reads = own.filter((exchange) => READ.test(operationOf(exchange)));
  const writes = own.filter((exchange) => !READ.test(operationOf(exchange)));
  const objects = exchanges.filter(({ service }) => service === "s3");
  const dear = objects.filter(({ method, path }) => /PUT|POST/.test(method) || LIST.test(path));
  const cheap = objects.filter(({ method, path }) => /GET|HEAD/.test(method) && !LIST.test(path));
  return {
    operations: own.map(operationWithSize).toSorted(),
    readUnits: sum(reads.map(unitsOf)),
    writeUnits: sum(writes.map(unitsOf)),
    counterUnits: sum(counters.map(unitsOf)),
    objectWrites: dear.length,
    objectReads: cheap.length,
    billedMs: Math.ceil(
      durationOf(exchanges) + ownWorkMs(memoryMb) + (withPhoto ? ASSUMED.photoMs : 0),
    ),
  };
}

/** @param memoryMb of the function */
export function dollarsOf(consumption: Consumption, memoryMb: number): Dollars {
  const { readUnits, writeUnits, counterUnits, objectWrites, objectReads } = consumption;
  const { billedMs } = consumption;
  const million = 1e6;
  return {
    table: million * (readUnits * PRICES.readUnit + (writeUnits + counterUnits) * PRICES.writeUnit),
    objects: million * (objectWrites * PRICES.s3Write + objectReads * PRICES.s3Read),
    lambda: million * lambdaDollars(billedMs, memoryMb),
  };
}

/** Dollars of one invocation. */
export function lambdaDollars(ms: number, memoryMb: number): number {
  return PRICES.lambdaRequest + (ms / 1_000) * (memoryMb / 1_024) * PRICES.lambdaGbSecond;
}

/** Uploads and keys are counted besides, at the cost of their own routes. */
function isCounter(exchange: Exchange): boolean {
  const body = Buffer.from(exchange.requestBody, "base64");
  if (operationOf(exchange) !== "UpdateItem") return false;
  return (
    body.includes('"USAGE#') &&
    !/#(photo_upload|search_|(profile_)?(lead|scan)\b)/.test(body.toString())
  );
}

/**
 * An environment reads once a day what viewers are told apart by, and every half a minute which index
 * of the directory to search.
 */
function isReadAtStart({ requestBody }: Exchange): boolean {
  return /"VIEWKEY#|"DIRECTORY"/.test(Buffer.from(requestBody, "base64").toString());
}

function operationOf({ target }: Exchange): string {
  return target.split(".")[1] ?? "";
}

function operationWithSize(exchange: Exchange): string {
  const { TransactItems } = JSON.parse(Buffer.from(exchange.requestBody, "base64").toString());
  const size = TransactItems ? ` ${TransactItems.length}` : "";
  return `${operationOf(exchange)}${size}`;
}

interface Capacity {
  readonly CapacityUnits: number;
}

function unitsOf({ responseBody }: Exchange): number {
  const answer = JSON.parse(Buffer.from(responseBody, "base64").toString());
  // Refused for want of an item: DynamoDB takes one unit, and tells none.
  if (/ConditionalCheckFailed/.test(answer.__type) && !answer.Item) return 1;
  const capacity: Capacity | readonly Capacity[] | undefined = answer.ConsumedCapacity;
  if (!capacity) throw new Error("The engine told no consumed capacity.");
  return sum([capacity].flat().map(({ CapacityUnits }) => CapacityUnits));
}

/** The longest chain of calls that waited for one another. */
function durationOf(exchanges: readonly Exchange[]): number {
  const waits = waitsOf(exchanges);
  const ends: number[] = [];
  for (const [place, exchange] of exchanges.entries()) {
    const start = Math.max(0, ...(waits[place] ?? []).map((earlier) => ends[earlier] ?? 0));
    ends.push(start + assumedMs(exchange));
  }
  return Math.max(0, ...ends);
}

function assumedMs({ service }: Exchange): number {
  if (service === "dynamodb") return ASSUMED.tableCallMs;
  return service === "s3" ? ASSUMED.objectCallMs : ASSUMED.otherCallMs;
}
