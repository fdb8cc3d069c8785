import { MEMORY_SIZES } from "../../infra/constructs/memory-sizes.ts";
import { PRICES } from "../cost/prices.ts";
import { sum } from "../statistics.ts";
import { amount, MONTH_SECONDS } from "./inputs.ts";
import { FLAT, MONTH_PRICES, tiered } from "./month-prices.ts";
import { mixed } from "./request-mix.ts";

/** How a deployment is set, as far as a month's cost depends on it. */
export interface MonthSettings {
  readonly name: string;
  readonly gateway: "rest" | "http";
  readonly tracing: boolean;
  readonly methodMetrics: boolean;
  /** `warn`: faults alone; `info`: a line for each request; `full`: Lambda's own lines, too. */
  readonly logLevel: "warn" | "info" | "full";
  readonly analytics: boolean;
}

/** What the settings do when nobody sets them. */
export const BY_DEFAULT: MonthSettings = {
  ...{ name: "default", gateway: "rest", tracing: false, methodMetrics: false },
  ...{ logLevel: "info", analytics: true },
};
/** The least that still tells who was refused what. */
export const LEAN: MonthSettings = {
  ...BY_DEFAULT,
  name: "lean",
  logLevel: "warn",
  analytics: false,
};
/** All that can be looked at. */
export const ALL_ON: MonthSettings = {
  ...BY_DEFAULT,
  ...{ name: "all on", tracing: true, methodMetrics: true, logLevel: "full" },
};

/** Dollars of a month, by part. @param requests of the month */
export function monthCost(requests: number, settings: MonthSettings): ReadonlyMap<string, number> {
  const accounts = requests / amount("requestsAMonth");
  return new Map([
    ["gateway", tiered(MONTH_PRICES[settings.gateway], requests)],
    ["functions, with the authorizer", functionsCost(requests)],
    ["table", tableCost(requests, settings)],
    ["logs", logsCost(requests, settings)],
    ["traces", settings.tracing ? tracesOf(requests) * FLAT.trace : 0],
    ["metrics by method", settings.methodMetrics ? methodMetricsCost() : 0],
    ["answers out", tiered(MONTH_PRICES.out, requests * answerBytes())],
    ["photos out", photosOut(requests)],
    ["storage and copies", storageCost(accounts)],
    ["alarms, dashboard, secrets", standingCost()],
  ]);
}

/** All parts together. */
export function total(parts: ReadonlyMap<string, number>): number {
  return sum([...parts.values()]);
}

function functionsCost(requests: number): number {
  const { authorized, gbMs } = mixed();
  const invocations = requests * (1 + authorized);
  const gigabytes = MEMORY_SIZES.authorizer / 1_024;
  const authorizer = requests * authorized * amount("authorizerMs") * gigabytes;
  return (
    invocations * PRICES.lambdaRequest +
    ((requests * gbMs + authorizer) / 1_000) * PRICES.lambdaGbSecond
  );
}

function tableCost(requests: number, { analytics }: MonthSettings): number {
  const { reads, writes, views } = mixed();
  const counted = analytics ? views * amount("viewsAlone") : 0;
  return requests * (reads * PRICES.readUnit + (writes + counted) * PRICES.writeUnit);
}

function logsCost(requests: number, { logLevel }: MonthSettings): number {
  const lines = logLevel === "warn" ? 0 : amount("requestLine");
  const system = logLevel === "full" ? (1 + mixed().authorized) * amount("systemLines") : 0;
  return (
    tiered(MONTH_PRICES.gatewayLogs, requests * amount("accessLine")) +
    tiered(MONTH_PRICES.functionLogs, requests * (lines + system))
  );
}

/** By X-Ray's default rule, with requests that come evenly over the month, but at random. */
function tracesOf(requests: number): number {
  const rate = requests / MONTH_SECONDS;
  const first = amount("reservoir") * (1 - Math.exp(-rate / amount("reservoir")));
  return MONTH_SECONDS * (first + amount("sampled") * (rate - first));
}

function methodMetricsCost(): number {
  return amount("methodsInUse") * amount("metricsOfMethod") * FLAT.metric;
}

function answerBytes(): number {
  return amount("answerBytes") * amount("compressed");
}

function photosOut(requests: number): number {
  const views = requests * mixed().views;
  return views * FLAT.cdnRequest + tiered(MONTH_PRICES.cdnOut, views * amount("photoOfView"));
}

function storageCost(accounts: number): number {
  const photos = accounts * amount("withPhoto") * amount("photoBytes");
  return accounts * amount("itemBytes") * FLAT.tableByte + photos * FLAT.objectByte;
}

function standingCost(): number {
  const own = amount("alarms") * FLAT.alarm + amount("metrics") * FLAT.metric;
  return own + amount("secrets") * FLAT.secret + FLAT.dashboard;
}
