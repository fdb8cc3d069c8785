import type { OperatorCommand } from "../operator-command.ts";

/** Removes objects of the photo bucket that nothing points at. */
export const SWEEP: OperatorCommand = {
  verb: "sweep",
  usage: ["sweep"],
  needs: { SWEEP_FUNCTION: "SweepFunctionName of the background stack" },
  parse(words) {
    if (words.length > 0) return undefined;
    return {
      run: async () => {
        const { runSweep } = await import("../run-sweep.ts");
        return { done: true, report: await runSweep(process.env.SWEEP_FUNCTION ?? "") };
      },
    };
  },
};
