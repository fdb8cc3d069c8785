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
import { coldSubjects, SUBJECT_WORDS, type Subject } from "./subjects.ts";

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

/**
 * Fills the file cache, and asks each subject for a good answer before any time is taken.
 * @throws Error that names all subjects that gave none
 */
async function tryAll(subjects: readonly Subject[]): Promise<void> {
  const faults: string[] = [];
  for (const subject of subjects) {
    try {
      subject.check((await measureFirstCall(subject)).answer);
    } catch (error) {
      faults.push(`${subject.caseName}, ${SUBJECT_WORDS[subject.name]}: ${error}`);
    }
  }
  if (faults.length > 0) throw new Error(faults.join("\n"));
}

async function measureAll(
  subjects: readonly Subject[],
  rounds: number,
  log: RunOptions["log"],
): Promise<ColdSamples[]> {
  await tryAll(subjects);
  const samples = subjects.map((subject): ColdSamples => ({ subject, calls: [] }));
  for (let round = 1; round <= rounds; round += 1) {
    for (const { subject, calls } of shuffled(samples)) {
      const call = await measureFirstCall(subject);
      subject.check(call.answer);
      calls.push(call);
    }
    log(`round ${round} of ${rounds}, ${subjects.length} subjects`);
  }
  return samples;
}
