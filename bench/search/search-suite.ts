import { MEMORY_SIZES } from "../../infra/constructs/memory-sizes.ts";
import { toAuthorizerContext } from "../../shared/auth/principal.ts";
import { searchDirectoryRoute } from "../../shared/routes/directory/search-directory.ts";
import { type Consumption, consumptionOf } from "../cost/request-cost.ts";
import { gatewayEvent } from "../examples/gateway-event.ts";
import { startSeededEngine } from "../growth/seeded-engine.ts";
import { type BenchPlatform, startBenchPlatform } from "../platform/bench-platform.ts";
import { functionEnvironment } from "../platform/function-environment.ts";
import { shuffled } from "../statistics.ts";
import type { RunOptions, Suite, SuiteResult } from "../suite.ts";
import { askForCapacity, bundleFile } from "../tape/record-cases.ts";
import { startRecorder } from "../tape/recorder.ts";
import { RunnerProcess } from "../warm/runner-process.ts";
import type { BareInput } from "./bare-calls.ts";
import { directoryItems } from "./directory-items.ts";
import { measurePeers, type PeerSamples } from "./peer-engines.ts";
import { type Query, queryKinds } from "./search-queries.ts";
import { type SearchSamples, searchResult } from "./search-result.ts";
import { type Person, syntheticPeople } from "./synthetic-people.ts";

/** Published profiles in the directory. */
export const SIZES = [1_000, 10_000, 100_000];
const ROUNDS = 10;
const WARM_UP_ROUNDS = 2;
const FUNCTION_ID = searchDirectoryRoute.id;

/** Five kinds of search at 1,000, 10,000 and 100,000 profiles, beside MiniSearch and FTS5. */
export const searchSuite: Suite = { name: "search", title: "Directory search", run };

async function run({ rounds = ROUNDS, log }: RunOptions): Promise<SuiteResult> {
  const platform = await startBenchPlatform();
  try {
    const samples: SearchSamples[] = [];
    const peers: PeerSamples[] = [];
    for (const size of SIZES) {
      const people = syntheticPeople(size);
      const engine = await startSeededEngine(platform, await directoryItems(people));
      log(`${size} profiles are in the directory`);
      try {
        samples.push(...(await measureSize(platform, engine.endpoint, people, rounds)));
      } finally {
        await engine.stop();
      }
      peers.push(...(await measurePeers(platform.dataFolder, people, rounds)));
      log(`${size} profiles searched`);
    }
    return searchResult(samples, peers, rounds);
  } finally {
    await platform.stop();
  }
}

async function measureSize(
  platform: BenchPlatform,
  engine: string,
  people: readonly Person[],
  rounds: number,
): Promise<SearchSamples[]> {
  const search = await startRunner(platform, engine, bundleFile(platform, FUNCTION_ID));
  const bare = await startRunner(
    platform,
    engine,
    new URL("bare-calls.ts", import.meta.url).pathname,
  );
  const size = people.length;
  const subjects = [
    {
      samples: newSamples("bare calls", size, false),
      run: () => bare.run(people.slice(0, 40).map(bareInput)),
    },
  ];
  try {
    for (const { name, isUsual, queries } of queryKinds(people)) {
      const events = await Promise.all(queries.map(searchEvent));
      const samples = newSamples(name, size, isUsual);
      samples.consumption = await consumptionOfEach(platform, engine, events, isUsual);
      subjects.push({ samples, run: () => search.run(events) });
    }
    for (let round = -WARM_UP_ROUNDS; round < rounds; round += 1) {
      for (const { samples, run } of shuffled(subjects)) {
        const { microseconds, lastAnswer } = await run();
        const { statusCode } = (lastAnswer ?? {}) as { readonly statusCode?: number };
        if (statusCode !== 200) throw new Error(`${samples.name}: ${JSON.stringify(lastAnswer)}`);
        if (round >= 0) samples.microseconds.push(...microseconds);
      }
    }
    return subjects.map(({ samples }) => samples);
  } finally {
    search.stop();
    bare.stop();
  }
}

function newSamples(name: string, size: number, isUsual: boolean): SearchSamples {
  return { name, size, isUsual, consumption: [], microseconds: [] };
}

function startRunner(platform: BenchPlatform, url: string, bundle: string): Promise<RunnerProcess> {
  const { s3, apiGateway, secretsManager, issuer } = platform.endpoints;
  const endpoints = { dynamodb: url, s3, apiGateway, secretsManager, issuer };
  const env = functionEnvironment(platform, FUNCTION_ID, { endpoints, ...platform.administrator });
  return RunnerProcess.start({ bundle, handler: "handler" }, env);
}

/** Of a plan without limits, so that the search alone is measured, and not the counting of it. */
async function searchEvent(query: Query) {
  const event = await gatewayEvent(searchDirectoryRoute, { account: "searcher", query });
  const principal = { account: "searcher", credential: "api_key", plan: "enterprise" } as const;
  const authorizer = toAuthorizerContext(principal);
  return { ...event, requestContext: { ...event.requestContext, authorizer } };
}

/**
 * What each of the searches reads, one after the other.
 * @throws Error when one finds nobody that must find somebody
 */
async function consumptionOfEach(
  platform: BenchPlatform,
  engine: string,
  events: readonly object[],
  mustFind: boolean,
): Promise<Consumption[]> {
  const recorder = await startRecorder({ dynamodb: engine }, askForCapacity);
  const runner = await startRunner(platform, recorder.url, bundleFile(platform, FUNCTION_ID));
  try {
    const taken: Consumption[] = [];
    for (const event of events) {
      const { lastAnswer } = await runner.run([event]);
      const { body } = lastAnswer as { readonly body: string };
      if (mustFind && JSON.parse(body).results.length === 0) throw new Error(`Nobody: ${body}`);
      taken.push(consumptionOf(recorder.take(), { memoryMb: MEMORY_SIZES.route }));
    }
    return taken;
  } finally {
    runner.stop();
    recorder.close();
  }
}

/** Postings of the person's first name, and ten people's cards. */
function bareInput({ card }: Person, at: number, people: readonly Person[]): BareInput {
  const token = card.name.split(" ")[0]?.toLowerCase() ?? "";
  const ids = Array.from({ length: 10 }, (_, n) => people[(at + n) % people.length]?.id ?? "");
  return { pk: `DIR#0#${token.slice(0, 2)}`, from: `${token}#`, to: `${token}#~`, ids };
}
