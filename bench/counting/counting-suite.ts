import { dirname, join } from "node:path";
import { getPublicProfileRoute } from "../../shared/routes/profiles/get-public-profile.ts";
import { gatewayEvent } from "../examples/gateway-event.ts";
import { createTypicalProfile } from "../examples/typical-profile.ts";
import { type BenchPlatform, startBenchPlatform } from "../platform/bench-platform.ts";
import { functionEnvironment } from "../platform/function-environment.ts";
import { median, shuffled, withSpread } from "../statistics.ts";
import type { RunOptions, Suite, SuiteResult } from "../suite.ts";
import { bundleFile } from "../tape/record-cases.ts";
import { RunnerProcess } from "../warm/runner-process.ts";
import { startInvocationEvents } from "./invocation-events.ts";

/** What counting adds to a view of a public profile. */
export const countingSuite: Suite = { name: "counting", title: "Counting views", run };

const ROUNDS = 30;
const WARM_UP_ROUNDS = 4;
const VIEWS = 50;
const MOST_TIME = 1.1;

const SPARSE = { NODE_OPTIONS: `--import=${new URL("sparse-clock.ts", import.meta.url).href}` };

/** What differs from a deployment that counts, and whether Lambda lets the count come after the answer. */
const WAYS = {
  "not counted": { variables: { ANALYTICS: "off" }, isAfter: false },
  "counted beside the answer, close together": { variables: {}, isAfter: false },
  "counted beside the answer, alone": { variables: SPARSE, isAfter: false },
  "counted after the answer, close together": { variables: {}, isAfter: true },
  "counted after the answer, alone": { variables: SPARSE, isAfter: true },
} as const satisfies Readonly<
  Record<string, { variables: Readonly<Record<string, string>>; isAfter: boolean }>
>;

type Way = keyof typeof WAYS;

async function run({ rounds = ROUNDS, log }: RunOptions): Promise<SuiteResult> {
  const platform = await startBenchPlatform();
  const runners = new Map<Way, RunnerProcess>();
  const events = new AsyncDisposableStack();
  try {
    const { id } = await createTypicalProfile(await platform.as("counting"), { published: true });
    const event = await gatewayEvent(getPublicProfileRoute, {
      account: "",
      params: { identifier: id },
    });
    for (const way of Object.keys(WAYS) as Way[])
      runners.set(way, await start(platform, way, events));
    const samples = new Map<Way, number[]>([...runners.keys()].map((way) => [way, []]));
    for (let round = -WARM_UP_ROUNDS; round < rounds; round += 1) {
      for (const [way, runner] of shuffled([...runners])) {
        const time = median(await viewsOf(runner, event));
        if (round >= 0) samples.get(way)?.push(time);
      }
    }
    log(`${rounds} rounds of ${VIEWS} views`);
    return result(samples, rounds);
  } finally {
    for (const runner of runners.values()) runner.stop();
    await events.disposeAsync();
    await platform.stop();
  }
}

async function start(
  platform: BenchPlatform,
  way: Way,
  events: AsyncDisposableStack,
): Promise<RunnerProcess> {
  const { getPublicProfile, env } = subject(platform);
  const bundle = bundleFile(platform, getPublicProfile);
  const { variables, isAfter } = WAYS[way];
  const served = await startInvocationEvents();
  events.defer(() => served.close());
  const handler = "handler";
  const { begin, api } = served;
  // All are told that a view begins, so that this costs all the same.
  return isAfter
    ? RunnerProcess.start(
        { bundle: join(dirname(bundle), "start.mjs"), handler, begin },
        { ...env, ...variables, AWS_LAMBDA_RUNTIME_API: api },
      )
    : RunnerProcess.start({ bundle, handler, begin }, { ...env, ...variables });
}

function subject(platform: BenchPlatform) {
  const getPublicProfile = getPublicProfileRoute.id;
  const world = { endpoints: platform.endpoints, ...platform.administrator };
  const engine = { ...world.endpoints, dynamodb: platform.engineEndpoint };
  const env = functionEnvironment(platform, getPublicProfile, { ...world, endpoints: engine });
  return { getPublicProfile, env };
}

async function viewsOf(runner: RunnerProcess, event: object): Promise<readonly number[]> {
  const { microseconds, lastAnswer } = await runner.run(Array(VIEWS).fill(event));
  const { statusCode } = (lastAnswer ?? {}) as { readonly statusCode?: number };
  if (statusCode === 200) return microseconds;
  throw new Error(`A view was answered ${JSON.stringify(lastAnswer)}`);
}

function result(samples: ReadonlyMap<Way, readonly number[]>, rounds: number): SuiteResult {
  const times = (way: Way) => samples.get(way) ?? [];
  const ratio = (way: Way) => median(times(way)) / median(times("not counted"));
  return {
    method: [
      `One typical profile, looked at again and again by a browser: the shipped bundle of \`get-public-profile\`, warm, against the local engine, in a process each with and without \`ANALYTICS\`. Views close together are gathered; a clock that jumps makes each view one that comes alone and is written at once. With Lambda's Extensions API, which here a server on the other core has, views are counted after the answer ([ADR 24](adr/0024-work-after-the-answer.md)); the next view comes when that is done. What is timed is the answer. ${rounds} rounds of ${VIEWS} views in turn; a round's figure is its median.`,
    ],
    tables: [
      {
        title: "A further view of one profile",
        columns: ["view", "p50 µs", "× not counted"],
        rows: [...samples.keys()].map((way) => [
          way,
          withSpread(times(way), 0),
          ratio(way).toFixed(2),
        ]),
      },
    ],
    targets: [
      {
        what: "counting: a view among many, against one that is not counted",
        value: ratio("counted after the answer, close together"),
        ...{ most: MOST_TIME, unit: "×" },
      },
      {
        what: "counting: a view that comes alone, against one that is not counted",
        value: ratio("counted after the answer, alone"),
        ...{ most: MOST_TIME, unit: "×" },
      },
    ],
    charts: [],
    samples: Object.fromEntries([...samples].map(([way, list]) => [`${way}: µs`, list])),
  };
}
