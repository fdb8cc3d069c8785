import { MEMORY_SIZES } from "../../infra/constructs/memory-sizes.ts";
import { type Consumption, consumptionOf } from "../cost/request-cost.ts";
import { type BenchPlatform, startBenchPlatform } from "../platform/bench-platform.ts";
import { functionEnvironment } from "../platform/function-environment.ts";
import { median, shuffled } from "../statistics.ts";
import type { RunOptions, Suite, SuiteResult } from "../suite.ts";
import { askForCapacity, bundleFile } from "../tape/record-cases.ts";
import { startRecorder } from "../tape/recorder.ts";
import { RunnerProcess } from "../warm/runner-process.ts";
import { measureConcurrency } from "./concurrency.ts";
import { growthResult } from "./growth-result.ts";
import type { GrowthSamples } from "./growth-samples.ts";
import { growthPoints, type Point } from "./points.ts";

const ROUNDS = 20;
const WARM_UP_ROUNDS = 4;
const BLOCK = 20;
/** An answer of megabytes takes its time; and nothing hangs on its small spread. */
const BLOCK_OF_LISTS = 2;
const CONCURRENCY_ROUNDS = 10;

/**
 * Time and units of requests by the size of account, table and profile, and by the number of
 * callers.
 */
export const growthSuite: Suite = { name: "growth", title: "Growth", run };

async function run({ rounds = ROUNDS, log }: RunOptions): Promise<SuiteResult> {
  const platform = await startBenchPlatform();
  try {
    const { points, stop } = await growthPoints(platform);
    log(`${points.length} requests prepared at every size`);
    try {
      const samples = await measurePoints(platform, points, rounds);
      log("points measured");
      const callers = await measureConcurrency(platform, Math.min(rounds, CONCURRENCY_ROUNDS));
      return growthResult(samples, callers, rounds);
    } finally {
      await stop();
    }
  } finally {
    await platform.stop();
  }
}

async function measurePoints(
  platform: BenchPlatform,
  points: readonly Point[],
  rounds: number,
): Promise<GrowthSamples[]> {
  const runners = new Map<string, RunnerProcess>();
  const samples: GrowthSamples[] = [];
  try {
    for (const point of points) {
      const key = runnerKey(point);
      if (!runners.has(key)) runners.set(key, await startRunner(platform, point, point.engine));
      const consumption = await consumptionAt(platform, point);
      samples.push({ point, consumption, microseconds: [] });
    }
    for (let round = -Math.min(WARM_UP_ROUNDS, rounds); round < rounds; round += 1) {
      for (const { point, microseconds } of shuffled(samples)) {
        const runner = runners.get(runnerKey(point));
        const times = runner ? await callAt(runner, point) : [];
        if (round >= 0) microseconds.push(median(times));
      }
    }
    return samples;
  } finally {
    for (const runner of runners.values()) runner.stop();
  }
}

function runnerKey({ functionId, engine }: Point): string {
  return `${functionId} ${engine}`;
}

function startRunner(
  platform: BenchPlatform,
  { functionId }: Point,
  url: string,
): Promise<RunnerProcess> {
  const { s3, apiGateway, secretsManager, issuer } = platform.endpoints;
  const endpoints = { dynamodb: url, s3, apiGateway, secretsManager, issuer };
  const env = functionEnvironment(platform, functionId, { endpoints, ...platform.administrator });
  return RunnerProcess.start({ bundle: bundleFile(platform, functionId), handler: "handler" }, env);
}

async function callAt(runner: RunnerProcess, point: Point): Promise<readonly number[]> {
  const count = point.flat ? BLOCK : BLOCK_OF_LISTS;
  const inputs = Array.from({ length: count }, () => point.event());
  const { microseconds, lastAnswer } = await runner.run(inputs);
  const { statusCode } = (lastAnswer ?? {}) as { readonly statusCode?: number };
  if (statusCode === 200) return microseconds;
  throw new Error(`${point.functionId} at ${point.size} answered ${JSON.stringify(lastAnswer)}`);
}

async function consumptionAt(platform: BenchPlatform, point: Point): Promise<Consumption> {
  const recorder = await startRecorder({ dynamodb: point.engine }, askForCapacity);
  const runner = await startRunner(platform, point, recorder.url);
  try {
    await runner.run([point.event()]);
    if (point.further) {
      recorder.take();
      await runner.run([point.event()]);
    }
    return consumptionOf(recorder.take(), { memoryMb: MEMORY_SIZES.route });
  } finally {
    runner.stop();
    recorder.close();
  }
}
