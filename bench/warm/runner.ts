import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { createRequire } from "node:module";
import { performance } from "node:perf_hooks";
import { type CallEvent, type CallSpan, eventsOfCalls } from "./call-events.ts";
import { watchEvents } from "./event-watch.ts";

// Runs in a process of its own: loads one bundle, and times blocks of calls of it when told to.

/** What to load: the first message. */
export interface LoadOrder {
  readonly bundle: string;
  /** The export to call. */
  readonly handler: string;
  /** An export that makes an input ready; that is not timed. */
  readonly prepare?: string;
  /** Address that is asked for before each call; that is not timed. */
  readonly begin?: string;
}

/** Further messages. */
export interface BlockOrder {
  readonly inputs: readonly unknown[];
}

/** What a block of calls took. */
export interface BlockReport {
  /** Of each call. */
  readonly microseconds: readonly number[];
  /** Of all threads over all calls. */
  readonly cpuMicroseconds: number;
  readonly lastAnswer: unknown;
  /** What held calls up: collections, and connections that they opened. */
  readonly events: readonly CallEvent[];
}

type Handler = (input: unknown, context: object) => Promise<unknown>;

/** The part of Lambda's context that a handler looks at. */
const CONTEXT = { getRemainingTimeInMillis: () => 10_000 };

let handler: Handler | undefined;
let begin: string | undefined;
let prepare: (input: unknown) => unknown = (input) => input;

process.on("message", async (order: LoadOrder | BlockOrder) => {
  if ("bundle" in order) {
    // The lines of the functions would fill the pipe; writing them is no part of what is compared.
    process.stdout.write = () => true;
    const isModule = order.bundle.endsWith(".mjs");
    const exports = isModule
      ? await import(order.bundle)
      : createRequire(import.meta.url)(order.bundle);
    handler = exports[order.handler];
    if (order.prepare) prepare = exports[order.prepare];
    begin = order.begin;
    process.send?.({ loaded: true });
    return;
  }
  process.send?.(await runBlock(order.inputs.map(prepare)));
});
process.on("disconnect", () => process.exit());

async function runBlock(inputs: readonly unknown[]): Promise<BlockReport> {
  const { result, events } = await watchEvents(() => callEach(inputs));
  const { spans, ...rest } = result;
  return {
    ...rest,
    microseconds: spans.map(({ startMs, endMs }) => (endMs - startMs) * 1_000),
    events: eventsOfCalls(spans, events),
  };
}

async function callEach(inputs: readonly unknown[]) {
  if (!handler) throw new Error("Nothing was loaded.");
  const spans: CallSpan[] = [];
  let lastAnswer: unknown;
  const before = process.cpuUsage();
  for (const input of inputs) {
    if (begin) await asked(begin);
    const startMs = performance.now();
    lastAnswer = await handler(input, CONTEXT);
    spans.push({ startMs, endMs: performance.now() });
  }
  const { user, system } = process.cpuUsage(before);
  return { spans, cpuMicroseconds: user + system, lastAnswer };
}

async function asked(url: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  get(url, resolve).once("error", reject);
  await once((await promise).resume(), "end");
}
