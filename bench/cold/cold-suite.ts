import { allExamples } from "../examples/examples.ts";
import { startBenchPlatform } from "../platform/bench-platform.ts";
import { shuffled } from "../statistics.ts";
import type { RunOptions, Suite, SuiteResult } from "../suite.ts";
import { recordCases, writeTape } from "../tape/record-cases.ts";
import { startReplay } from "../tape/start-replay.ts";
import { coldResult } from "./cold-result.ts";
import type { ColdSamples } from "./cold-samples.ts";
import { measureLimited } from "./limited-calls.ts";
import { measureFirstCall } from "./measure-first-call.ts";
import { coldSubjects, type Subject } from "./subjects.ts";

const ROUNDS = 21;

/**
 * The first call of a fresh process, for every function: as shipped, with esbuild's defaults, and a
 * floor.
 */
export const coldSuite: Suite = { name: "cold", title: "Cold start", run };

async function run({ rounds = ROUNDS, log }: RunOptions): Promise<SuiteResult> {
  const platform = await startBenchPlatform();
  try {
    const cases = await recordCases(platform, allExamples());
    log(`${cases.length} events recorded on the platform`);
    const replay = await startReplay(await writeTape(platform, cases));
    try {
      const subjects = await coldSubjects(platform, cases, replay.url);
      const samples = await measureAll(subjects, rounds, log);
      const limited = await measureLimited(subjects, rounds, log);
      return await coldResult(samples, limited, rounds);
    } finally {
      replay.stop();
    }
  } finally {
    await platform.stop();
  }
}

async function measureAll(
  subjects: readonly Subject[],
  rounds: number,
  log: RunOptions["log"],
): Promise<ColdSamples[]> {
  const samples = subjects.map((subject): ColdSamples => ({ subject, calls: [] }));
  for (let round = 0; round <= rounds; round += 1) {
    for (const { subject, calls } of shuffled(samples)) {
      const call = await measureFirstCall(subject);
      subject.check(call.answer);
      // The first round fills the file cache.
      if (round > 0) calls.push(call);
    }
    log(`round ${round} of ${rounds}, ${subjects.length} subjects`);
  }
  return samples;
}
