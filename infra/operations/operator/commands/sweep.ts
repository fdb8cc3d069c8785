import type { OperatorCommand } from "../operator-command.ts";
import { readFlags } from "../read-flags.ts";

/** As many as a schedule's. */
const MOST_SHARDS = 40;

/** Removes objects of the photo bucket that nothing points at. */
export const SWEEP: OperatorCommand = {
  verb: "sweep",
  usage: ["sweep [--shards <number>] [--force]"],
  needs: { SWEEP_FUNCTION: "SweepFunctionName of the background stack" },
  parse(words) {
    const flags = readFlags(words, { shards: "one", force: "none" });
    const shards = Number(flags?.shards[0] ?? 1);
    if (!flags || flags.rest.length > 0) return undefined;
    if (!Number.isInteger(shards) || shards < 1 || shards > MOST_SHARDS) return undefined;
    const force = flags.force.length > 0;
    const run = async () => {
      const { runSweep } = await import("../run-sweep.ts");
      const report = await runSweep(process.env.SWEEP_FUNCTION ?? "", { shards, force });
      return { done: report.isComplete, report };
    };
    if (!force) return { run };
    return { question: async () => "Remove all photos that no card names, however many?", run };
  },
};
