import { MEMORY_SIZES } from "../../infra/constructs/memory-sizes.ts";
import { ownWorkMs } from "../cost/prices.ts";

/** Something that the model takes for granted, and where it is from. */
export interface Input {
  readonly value: number;
  readonly unit: string;
  readonly means: string;
  readonly source: string;
}

const GUESS = "assumed; put yours here";
const AWS_FACT = "AWS's documents";

/** All that the model takes for granted besides quotas, prices and what was measured. */
export const INPUTS = {
  partitionReads: input(3_000, "units/s", "reads of one partition of the table", AWS_FACT),
  partitionWrites: input(1_000, "units/s", "writes of one partition of the table", AWS_FACT),
  streamShards: input(
    4,
    "shards",
    "shards of the stream: one for each partition, and a new table's 4,000 write units are 4",
    "AWS's documents; observed as 4 by others, not promised",
  ),
  authorizerMs: input(
    Math.ceil(ownWorkMs(MEMORY_SIZES.authorizer)),
    "ms",
    "the authorizer, warm, keys known",
    "bench/cost: a function's own, with its memory",
  ),
  startMs: input(400, "ms", "a new environment until it has answered", "ADR 5, and Lambda's part"),
  lowCoreMs: input(20, "ms", "a Query of 200 KB, and the text that is made of it", "bench/growth"),
  indexMs: input(50, "ms", "indexing a profile of 15 words", "ADR 20: ten calls after another"),
  indexWrites: input(34, "units", "indexing a profile of 15 words", "ADR 20"),
  sweepSeconds: input(900, "s", "the sweep's time, a day", "Lambda's longest"),
  sweepPageMs: input(250, "ms", "1,000 objects looked at", "1 list, 2 batches of cards, 1 write"),
  postingBytes: input(250, "bytes", "a posting", "ADR 20: 150 to 300"),
  stretch: input(500, "postings", "of the word that leads, read together", "`WINDOW`, ADR 20"),
  words: input(100_000, "words", "different words of a directory", GUESS),
  wordsOfProfile: input(15, "words", "postings of a profile", "ADR 20: 10 to 20"),
  oneWord: input(0.3, "of searches", "searches for a single word", GUESS),
  requestsADay: input(2, "requests", "of an account, a day", GUESS),
  peak: input(3, "×", "the busiest hour against the day", GUESS),
  paying: input(0.02, "of accounts", "have a plan with a key of its own in the gateway", GUESS),
  withPhoto: input(0.6, "of accounts", "have a photo", GUESS),
  photoObjects: input(5, "objects", "that a photo is stored as", "docs/photos.md"),
  photosAtOnce: input(10, "uploads", "worked on at a time: `photoConcurrency`", "docs/settings.md"),
  uploadsADay: input(0.01, "uploads", "of an account, a day", GUESS),
  photoBytes: input(150_000, "bytes", "of all objects of a photo", "bench/photo"),
  deletionsADay: input(0.0005, "of accounts", "delete a profile, a day", GUESS),
  publishingADay: input(0.02, "of accounts", "publish or rename, a day", GUESS),
  signInsADay: input(0.2, "sign-ins", "of an account, a day, in a user pool", GUESS),
  newEnvironments: input(0.005, "of requests", "find no warm environment", GUESS),
  itemBytes: input(
    20_000,
    "bytes",
    "of an account in the table",
    "a typical profile and its index",
  ),
  requestsAMonth: input(60, "requests", "of an account, a month", "30 days of the above"),
  answerBytes: input(6_000, "bytes", "of an answer", "bench/growth: the smaller profile"),
  compressed: input(0.4, "of the bytes", "leave once the gateway has compressed", GUESS),
  photoOfView: input(
    20_000,
    "bytes",
    "of photos that a public view loads",
    "bench/photo, half kept",
  ),
  accessLine: input(
    400,
    "bytes",
    "a line of the access log",
    "its fields filled, and 26 of AWS's own",
  ),
  requestLine: input(250, "bytes", "a function's line of a request", "its fields filled, and 26"),
  systemLines: input(
    690,
    "bytes",
    "Lambda's own two lines of an invocation, with traces",
    "AWS's form, filled, and 26 each",
  ),
  viewsAlone: input(0.5, "of views", "come alone, and are written", GUESS),
  methodsInUse: input(37, "methods", "of the API that are called", GUESS),
  metricsOfMethod: input(5, "metrics", "of a method, where they are on", AWS_FACT),
  alarms: input(19, "alarms", "of a deployment", "infra/constructs/monitoring.ts"),
  metrics: input(6, "metrics", "of our own", "infra/constructs/service-metrics.ts"),
  secrets: input(2, "secrets", "of a deployment", "infra/stacks/stateful-stack.ts"),
  reservoir: input(1, "traces/s", "X-Ray's default rule takes first", AWS_FACT),
  sampled: input(0.05, "of the others", "X-Ray's default rule takes", AWS_FACT),
} as const satisfies Readonly<Record<string, Input>>;

/** Its value. */
export function amount(name: keyof typeof INPUTS): number {
  return INPUTS[name].value;
}

/** Seconds of a month. */
export const MONTH_SECONDS = 30 * 86_400;

function input(value: number, unit: string, means: string, source: string): Input {
  return { value, unit, means, source };
}
