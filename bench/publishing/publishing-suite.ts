import type { Platform } from "@profiles-api/laptop";
import { publishProfileRoute } from "../../shared/routes/profiles/publish-profile.ts";
import { unpublishProfileRoute } from "../../shared/routes/profiles/unpublish-profile.ts";
import { updateProfileRoute } from "../../shared/routes/profiles/update-profile.ts";
import { ApiClient } from "../../test/support/api-client.ts";
import { scanItems } from "../../test/support/engine-table.ts";
import { pinned, released } from "../cores.ts";
import { gatewayEvent } from "../examples/gateway-event.ts";
import { createTypicalProfile, TYPICAL_PROFILE } from "../examples/typical-profile.ts";
import { type BenchPlatform, startBenchPlatform } from "../platform/bench-platform.ts";
import { functionEnvironment } from "../platform/function-environment.ts";
import { shuffled } from "../statistics.ts";
import type { RunOptions, Suite, SuiteResult } from "../suite.ts";
import { bundleFile } from "../tape/record-cases.ts";
import { RunnerProcess } from "../warm/runner-process.ts";
import { publishingResult } from "./publishing-result.ts";
import type { Block, Job, Pace, PublishingSamples, Way } from "./publishing-samples.ts";
import { startWithoutIndex } from "./without-index.ts";

const ROUNDS = 30;
const WARM_UP_ROUNDS = 6;
/** Profiles of each table: as many requests make a block. */
const PROFILES = 10;
const ACCOUNT = "publishing";
const ROUTES = [publishProfileRoute, unpublishProfileRoute, updateProfileRoute];

/** Publishing and renaming, with the directory's index and without it. */
export const publishingSuite: Suite = { name: "publishing", title: "Publishing", run };

/** A table with profiles, and warm functions that work on it. */
interface Subject {
  readonly way: Way;
  readonly platform: Platform;
  readonly profileIds: readonly string[];
  readonly runners: ReadonlyMap<string, RunnerProcess>;
}

async function run({ rounds = ROUNDS, log }: RunOptions): Promise<SuiteResult> {
  const platform = await startBenchPlatform();
  // What follows the stream is no part of what is measured: it starts on the other core, too.
  pinned(process.pid, "other");
  await using started = new AsyncDisposableStack();
  started.defer(() => platform.stop());
  started.defer(async () => released(process.pid));
  const bare = await startWithoutIndex(platform);
  started.defer(() => bare.stop());
  const subjects = [
    await prepare(platform, "with the index", platform),
    await prepare(platform, "without it", bare),
  ];
  started.defer(async () => {
    for (const { runners } of subjects) for (const runner of runners.values()) runner.stop();
  });
  const samples = await measure(subjects, rounds);
  log(`${rounds} rounds of ${PROFILES} requests`);
  for (const subject of subjects) await expectIndexed(subject);
  return publishingResult(samples, { rounds, requests: PROFILES });
}

async function prepare(bench: BenchPlatform, way: Way, platform: Platform): Promise<Subject> {
  pinned(platform.enginePid(), "other");
  const api = new ApiClient(platform.url, await platform.token({ account: ACCOUNT }));
  const profileIds: string[] = [];
  for (let n = 0; n < PROFILES; n += 1) {
    profileIds.push((await createTypicalProfile(api, { published: true })).id);
  }
  const endpoints = { ...bench.endpoints, dynamodb: platform.engineEndpoint };
  const world = { endpoints, ...bench.administrator };
  const runners = new Map<string, RunnerProcess>();
  for (const { id } of ROUTES) {
    const order = { bundle: bundleFile(bench, id), handler: "handler" };
    runners.set(id, await RunnerProcess.start(order, functionEnvironment(bench, id, world)));
  }
  return { way, platform, profileIds, runners };
}

async function measure(subjects: readonly Subject[], rounds: number): Promise<PublishingSamples[]> {
  const jobs: readonly Job[] = ["publish", "rename"];
  const paces: readonly Pace[] = ["alone", "close together"];
  const kinds = jobs.flatMap((job) => paces.map((pace) => ({ job, pace })));
  const samples: PublishingSamples[] = [];
  for (let round = -WARM_UP_ROUNDS; round < rounds; round += 1) {
    for (const { job, pace } of shuffled(kinds)) {
      const blocks = await (pace === "alone"
        ? inTurn(subjects, job)
        : closeTogether(subjects, job));
      if (round >= 0) samples.push(...blocks.map((block) => ({ ...block, job, pace })));
    }
  }
  return samples;
}

/** The same request for each profile, at both tables in turn, once all before has come to its end. */
async function inTurn(subjects: readonly Subject[], job: Job): Promise<Block[]> {
  const requests = await Promise.all(subjects.map((subject) => readyFor(subject, job)));
  const blocks: Block[] = [];
  for (let at = 0; at < PROFILES; at += 1) {
    for (const { subject, route, events } of shuffled(requests)) {
      blocks.push(await send(subject, route, events.slice(at, at + 1)));
      await subject.platform.idle();
    }
  }
  return blocks;
}

/** The same for all profiles of a table, one right after the other, while the index follows. */
async function closeTogether(subjects: readonly Subject[], job: Job): Promise<Block[]> {
  const blocks: Block[] = [];
  for (const subject of shuffled(subjects)) {
    const { route, events } = await readyFor(subject, job);
    blocks.push(await followed(subject.platform, () => send(subject, route, events)));
  }
  return blocks;
}

/** Makes the profiles such that the job changes them. */
async function readyFor(subject: Subject, job: Job) {
  const { platform, profileIds } = subject;
  if (job === "publish") {
    const route = unpublishProfileRoute;
    await send(subject, route, await Promise.all(profileIds.map((id) => eventOf(route, id))));
  }
  await platform.idle();
  const route = job === "publish" ? publishProfileRoute : updateProfileRoute;
  const events = profileIds.map((id) =>
    eventOf(route, id, job === "publish" ? undefined : { name: nextName() }),
  );
  return { subject, route, events: await Promise.all(events) };
}

function eventOf(route: (typeof ROUTES)[number], profile_id: string, json?: object) {
  return gatewayEvent(route, { account: ACCOUNT, params: { profile_id }, ...(json && { json }) });
}

let names = 0;

/** Words of the same length as before. */
function nextName(): string {
  names += 1;
  return `${TYPICAL_PROFILE.name} ${10_000 + names}`;
}

/** Has the stream looked at all the time, as for requests that come through the gateway. */
async function followed<T>(platform: Platform, work: () => Promise<T>): Promise<T> {
  let isOver = false;
  const follow = async () => {
    while (!isOver) await platform.idle();
  };
  const following = follow();
  try {
    return await work();
  } finally {
    isOver = true;
    await following;
  }
}

async function send(
  { way, runners }: Subject,
  route: (typeof ROUTES)[number],
  events: readonly object[],
): Promise<Block> {
  const runner = runners.get(route.id);
  if (!runner) throw new Error(`No function of ${route.id} was started.`);
  const { microseconds, cpuMicroseconds, lastAnswer } = await runner.run(events);
  const { statusCode } = (lastAnswer ?? {}) as { readonly statusCode?: number };
  if (statusCode !== 200) throw new Error(`${route.id} was answered ${JSON.stringify(lastAnswer)}`);
  return { way, microseconds, cpuMicroseconds: cpuMicroseconds / events.length };
}

/** @throws Error when an index was kept that should not have been, or the other way round */
async function expectIndexed({ way, platform, profileIds }: Subject): Promise<void> {
  await platform.idle();
  const keys = (await scanItems(platform)).map(({ pk }) => String(pk));
  const count = profileIds.filter((id) => keys.includes(`DIRF#0#${id}`)).length;
  const expected = way === "with the index" ? profileIds.length : 0;
  if (count !== expected) throw new Error(`${way}: ${count} profiles are in the directory.`);
}
