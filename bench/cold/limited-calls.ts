import { shuffled } from "../statistics.ts";
import type { RunOptions } from "../suite.ts";
import { type LimitedGroup, makeLimitedGroup } from "./limited-group.ts";
import { type FirstCall, type FirstCallOptions, measureFirstCall } from "./measure-first-call.ts";
import type { Subject } from "./subjects.ts";

/** Functions whose first calls are made with a share of a core, to see what the model is worth. */
const CHECKED: readonly string[] = ["get-profile", "create-profile", "update-profile"];

/** Sizes whose share of a core they are made with, in MB. */
const LIMITED_SIZES = [256, 512, 1_024] as const;

/** First calls of one function, with the share of a core of one size or without a limit. */
export interface LimitedCalls {
  readonly caseName: string;
  /** Undefined without a limit. */
  readonly megabytes: number | undefined;
  readonly calls: Pick<FirstCall, "callMs" | "callCpuMs">[];
}

/**
 * Measures first calls in control groups that limit the processor; loading is not limited.
 * @returns why it could not be done, where the machine does not allow it
 */
export async function measureLimited(
  subjects: readonly Subject[],
  rounds: number,
  log: RunOptions["log"],
): Promise<readonly LimitedCalls[] | string> {
  const groups = new Map<number, LimitedGroup>();
  try {
    for (const size of LIMITED_SIZES) groups.set(size, await makeLimitedGroup(size));
    return await measureIn(groups, subjects, rounds, log);
  } catch (error) {
    // Once all groups exist, a failure is a fault of ours.
    if (groups.size === LIMITED_SIZES.length) throw error;
    log(`no calls with a share of a core: ${error}`);
    return String(error);
  } finally {
    await Promise.allSettled([...groups.values()].map((group) => group.remove()));
  }
}

async function measureIn(
  groups: ReadonlyMap<number, LimitedGroup>,
  subjects: readonly Subject[],
  rounds: number,
  log: RunOptions["log"],
): Promise<LimitedCalls[]> {
  const checked = subjects.filter(
    ({ name, caseName }) => name === "shipped" && CHECKED.includes(caseName),
  );
  const samples = checked.flatMap((subject) => [
    sampleOf(subject),
    ...[...groups].map(([megabytes, { processes }]) =>
      sampleOf({ ...subject, group: processes }, megabytes),
    ),
  ]);
  for (let round = 0; round < rounds; round += 1) {
    for (const { subject, taken } of shuffled(samples)) {
      const call = await measureFirstCall(subject);
      subject.check(call.answer);
      taken.calls.push(call);
    }
  }
  log(`${samples.length} kinds of first calls, with shares of a core and without`);
  return samples.map(({ taken }) => taken);
}

function sampleOf(subject: Subject & Pick<FirstCallOptions, "group">, megabytes?: number) {
  const taken: LimitedCalls = { caseName: subject.caseName, megabytes, calls: [] };
  return { subject, taken };
}
