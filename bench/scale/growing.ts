import { throttleOf } from "../../infra/settings/plan-settings.ts";
import { SettingsSchema } from "../../infra/settings/settings.ts";
import { GATEWAY_SHARDS } from "../../shared/model/gateway-shard.ts";
import { PENDING_REMOVALS } from "../../shared/persistence/keys.ts";
import { amount } from "./inputs.ts";
import { limitOf } from "./quotas.ts";
import { mixed } from "./request-mix.ts";
import { unitsOf } from "./stored-units.ts";

/** Something that grows with the accounts, and its limit. */
export interface Growing {
  readonly what: string;
  /** Of one account. */
  readonly each: number;
  readonly limit: number;
  readonly unit: string;
  readonly remedy: string;
}

const DAY = 86_400;

/** In the order in which they break, with the mix and the inputs as they stand. */
export function growing(): Growing[] {
  return [...ofRequests(), ...ofTheTable(), ...ofTheRest()].toSorted(
    (a, b) => a.limit / a.each - b.limit / b.each,
  );
}

/** Requests a second that an account brings in the busiest hour. */
function peakRate(): number {
  return (amount("requestsADay") * amount("peak")) / DAY;
}

function ofRequests(): Growing[] {
  const rate = peakRate();
  const { busiest, authorized, ms } = mixed();
  const { throttleRate, throttleBurst } = SettingsSchema.shape;
  const stage = {
    throttleRate: throttleRate.parse(undefined),
    throttleBurst: throttleBurst.parse(undefined),
  };
  const busy = (ms + authorized * amount("authorizerMs")) / 1_000;
  return [
    {
      ...{ what: "the busiest method, against `throttleRate`", each: rate * busiest },
      ...{ limit: stage.throttleRate, unit: "requests/s", remedy: RATE },
    },
    {
      ...{ what: "JWTs of one shard of accounts", each: (rate * authorized) / GATEWAY_SHARDS },
      ...{ limit: throttleOf("session", stage).rateLimit, unit: "requests/s", remedy: RATE },
    },
    {
      ...{ what: "invocations of functions", each: rate * (1 + authorized) },
      ...{ limit: 10 * limitOf("concurrency"), unit: "a second", remedy: CONCURRENCY },
    },
    {
      ...{ what: "environments at work", each: rate * busy },
      ...{ limit: limitOf("concurrency"), unit: "at once", remedy: CONCURRENCY },
    },
    {
      ...{ what: "all requests, against the gateway", each: rate },
      ...{ limit: limitOf("gatewayRate"), unit: "requests/s", remedy: "quota *Throttle rate*" },
    },
    {
      ...{ what: "new environments that read secrets", each: rate * amount("newEnvironments") },
      ...{ limit: limitOf("secretReads"), unit: "a second", remedy: "nothing is near" },
    },
  ];
}

const RATE = "raise `throttleRate`, up to 10,000";
const CONCURRENCY = "quota *Concurrent executions*";

function ofTheTable(): Growing[] {
  const { reads, writes } = mixed();
  const indexing = (amount("publishingADay") * amount("indexWrites")) / DAY;
  const written = peakRate() * writes + indexing * amount("peak");
  return [
    {
      ...{ what: "writes of a new table", each: written, limit: limitOf("newWrites") },
      ...{ unit: "units/s", remedy: "it grows by itself; before a launch warm it" },
    },
    {
      ...{ what: "writes of the table", each: written, limit: limitOf("tableWrites") },
      ...{ unit: "units/s", remedy: "quota *Table-level write throughput limit*" },
    },
    {
      ...{ what: "reads of a new table", each: peakRate() * reads, limit: limitOf("newReads") },
      ...{ unit: "units/s", remedy: "as its writes" },
    },
    {
      ...{ what: "reads of the table", each: peakRate() * reads, limit: limitOf("tableReads") },
      ...{ unit: "units/s", remedy: "quota *Table-level read throughput limit*" },
    },
  ];
}

function ofTheRest(): Growing[] {
  const peak = amount("peak") / DAY;
  return [
    {
      ...{ what: "keys of paying accounts in the gateway", each: amount("paying") },
      ...{ limit: limitOf("gatewayKeys"), unit: "keys", remedy: "a second deployment" },
    },
    {
      ...{ what: "removals", each: amount("deletionsADay") * peak, limit: removalRate() },
      ...{ unit: "a second", remedy: "they wait, nothing is lost; at a busier table more lines" },
    },
    {
      ...{ what: "profiles to index", each: amount("publishingADay") * peak, limit: indexRate() },
      ...{ unit: "a second", remedy: "they are found later; at a busier table more lines" },
    },
    {
      ...{ what: "objects for the daily sweep", limit: sweepRate() * amount("sweepSeconds") },
      ...{ each: amount("withPhoto") * amount("photoObjects"), unit: "a day" },
      remedy: "`sweepShards`, up to 40 times as many; else strays stay longer",
    },
    {
      ...{ what: "direct uploads, with `photoConcurrency` 10", limit: photoRate() },
      ...{ each: amount("uploadsADay") * peak, unit: "a second", remedy: "`photoConcurrency`" },
    },
    {
      ...{ what: "sign-ins, where the pool is ours", each: amount("signInsADay") * peak },
      ...{ limit: limitOf("signIns"), unit: "a second" },
      remedy: "quota *Rate of UserAuthentication requests*",
    },
  ];
}

/** Removals a second: as many lines as there are partitions of them, or as the stream's shards have. */
export function removalRate(): number {
  return (
    Math.min(PENDING_REMOVALS.length, streamLines()) / (unitsOf("finish-removal").billedMs / 1_000)
  );
}

/** Profiles indexed a second. */
export function indexRate(): number {
  return streamLines() / (amount("indexMs") / 1_000);
}

/** Direct uploads that are worked on, a second. */
export function photoRate(): number {
  return amount("photosAtOnce") / (unitsOf("process-photo-upload").billedMs / 1_000);
}

/** Objects of the photo bucket that a sweep looks at, a second. */
export function sweepRate(): number {
  return 1_000 / (amount("sweepPageMs") / 1_000);
}

/** `parallelizationFactor` of the stream's mappings. */
const LINES_OF_SHARD = 4;

function streamLines(): number {
  return amount("streamShards") * LINES_OF_SHARD;
}
