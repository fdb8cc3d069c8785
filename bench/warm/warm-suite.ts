import { join } from "node:path";
import type { APIGatewayProxyEvent } from "aws-lambda";
import { build } from "esbuild";
import { bundleOptions } from "../../infra/bundling/build.ts";
import { tableClient } from "../../infra/bundling/table-client.ts";
import { routeTable } from "../../shared/routes/route-table.ts";
import { pinned } from "../cores.ts";
import { routeExample } from "../examples/examples.ts";
import { type BenchPlatform, startBenchPlatform } from "../platform/bench-platform.ts";
import { shuffled } from "../statistics.ts";
import type { RunOptions, Suite, SuiteResult } from "../suite.ts";
import { bundleFile, type Case, recordCases, writeTape } from "../tape/record-cases.ts";
import { startReplay } from "../tape/start-replay.ts";
import { jobOf, ON_BOTH, ON_STUB } from "./jobs.ts";
import { openAccounts } from "./open-accounts.ts";
import type { LoadOrder } from "./runner.ts";
import { RunnerProcess } from "./runner-process.ts";
import { warmResult } from "./warm-result.ts";
import type { Server, SubjectName, WarmSamples } from "./warm-samples.ts";

/** Of each process. */
const ROUNDS = 10;
/** Processes of each subject, one after the other: how V8 lays one out moves its times for good. */
const PROCESSES = 4;
/** Calls of one subject in a round: few, so that what the machine does hits all subjects alike. */
const BLOCKS: Readonly<Record<Server, number>> = { stub: 25, engine: 3 };
/** Rounds before each that is measured: V8 optimises after some thousand runs of inner parts. */
const WARM_UP = 7;

/** Shipped, document client, client. */
const SUBJECTS = 3;

/** Requests to a warm function, against the bare table calls of the SDK. */
export const warmSuite: Suite = { name: "warm", title: "Warm requests", run };

interface Running {
  readonly samples: WarmSamples;
  readonly runner: RunnerProcess;
  readonly input: () => object;
  check(answer: unknown): void;
}

async function run({ rounds = ROUNDS, log }: RunOptions): Promise<SuiteResult> {
  const platform = await startBenchPlatform();
  const samples: WarmSamples[] = [];
  try {
    const cases = await recordCases(platform, ON_STUB.map(exampleOf));
    const replay = await startReplay(await writeTape(platform, cases));
    try {
      const calls = BLOCKS.stub + BLOCKS.engine;
      const perProcess = calls * (1 + WARM_UP) * rounds;
      await openAccounts(platform, SUBJECTS * PROCESSES * perProcess);
      const bare = await buildBareSdk(platform);
      pinned(platform.enginePid(), "other");
      const urls = { stub: replay.url, engine: platform.engineEndpoint };
      for (let process = 1; process <= PROCESSES; process += 1) {
        log(`process ${process} of ${PROCESSES}`);
        samples.push(...(await measureProcesses({ platform, cases, urls, bare, rounds })));
      }
      return warmResult(samples, { rounds, processes: PROCESSES, calls: BLOCKS });
    } finally {
      replay.stop();
    }
  } finally {
    await platform.stop();
  }
}

interface ProcessesOptions extends Pick<SubjectOptions, "platform" | "bare"> {
  readonly cases: readonly Case[];
  readonly urls: Readonly<Record<Server, string>>;
  readonly rounds: number;
}

/** One process of every subject; those of one job and server side by side, and nothing else. */
async function measureProcesses(options: ProcessesOptions): Promise<WarmSamples[]> {
  const { platform, cases, urls, bare, rounds } = options;
  const samples: WarmSamples[] = [];
  for (const { recorded, server } of cases.flatMap(onServers)) {
    const url = urls[server];
    const running = await startSubjects({ platform, recorded, server, url, bare });
    try {
      await measureAll(running, rounds);
      samples.push(...running.map((subject) => subject.samples));
    } finally {
      for (const { runner } of running) runner.stop();
    }
  }
  return samples;
}

function onServers(recorded: Case): { readonly recorded: Case; readonly server: Server }[] {
  const servers: Server[] = ON_BOTH.includes(recorded.name) ? ["stub", "engine"] : ["stub"];
  return servers.map((server) => ({ recorded, server }));
}

function exampleOf(id: string) {
  const route = routeTable.find((candidate) => candidate.id === id);
  if (!route) throw new Error(`There is no route ${id}.`);
  return (platform: BenchPlatform) => routeExample(platform, route);
}

/** The SDK with the settings of the shipped bundles, but with all of its own steps. */
async function buildBareSdk(platform: BenchPlatform): Promise<string> {
  const outfile = join(platform.folder, "bare-sdk.cjs");
  const entryPoints = [join(import.meta.dirname, "bare-sdk.ts")];
  const plugins = bundleOptions.plugins.filter((plugin) => plugin !== tableClient);
  await build({ ...bundleOptions, plugins, entryPoints, outfile });
  return outfile;
}

function accountOf({ event }: Case): string {
  return (event as APIGatewayProxyEvent).requestContext.authorizer?.account;
}

interface SubjectOptions {
  readonly platform: BenchPlatform;
  readonly recorded: Case;
  readonly server: Server;
  readonly url: string;
  /** File of the bare SDK. */
  readonly bare: string;
}

async function startSubjects(options: SubjectOptions): Promise<Running[]> {
  const { platform, recorded, server, url, bare } = options;
  const job = jobOf(recorded, accountOf(recorded));
  const env = recorded.environment(url);
  const shipped = bundleFile(platform, recorded.functionId);
  const orders: readonly (readonly [SubjectName, LoadOrder])[] = [
    ["shipped", { bundle: shipped, handler: "handler" }],
    ["document client", { bundle: bare, handler: "viaDocuments", prepare: "toPlainValues" }],
    ["client", { bundle: bare, handler: "viaClient" }],
  ];
  const starting = orders.map(async ([subject, order]): Promise<Running> => {
    const isShipped = subject === "shipped";
    return {
      samples: {
        job: recorded.name,
        server,
        subject,
        microseconds: [],
        cpuMicroseconds: [],
        events: [],
      },
      runner: await RunnerProcess.start(order, env),
      input: isShipped ? job.event : job.calls,
      check: isShipped ? recorded.check : () => {},
    };
  });
  return Promise.all(starting);
}

async function measureAll(running: readonly Running[], rounds: number): Promise<void> {
  for (let round = -WARM_UP * rounds; round < rounds; round += 1) {
    for (const { samples, runner, input, check } of shuffled(running)) {
      const length = BLOCKS[samples.server];
      const inputs = Array.from({ length }, input);
      const { microseconds, cpuMicroseconds, events, lastAnswer } = await runner.run(inputs);
      check(lastAnswer);
      if (round < 0) continue;
      const before = samples.microseconds.length;
      samples.events.push(...events.map((event) => ({ ...event, call: before + event.call })));
      samples.microseconds.push(...microseconds);
      samples.cpuMicroseconds.push(cpuMicroseconds / length);
    }
  }
}
