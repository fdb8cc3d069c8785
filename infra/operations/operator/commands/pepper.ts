import type { OperatorCommand } from "../operator-command.ts";
import { readFlags } from "../read-flags.ts";

/** Tells how many API keys need which version of the pepper. */
export const PEPPER: OperatorCommand = {
  verb: "pepper",
  usage: ["pepper [--segments <number>] [--resume <file>]"],
  reads: true,
  parse(words) {
    const flags = readFlags(words, { segments: "one", resume: "one" });
    const segments = Number(flags?.segments[0] ?? 8);
    if (!flags || flags.rest.length > 0) return undefined;
    if (!Number.isInteger(segments) || segments < 1 || segments > 1_000) return undefined;
    return {
      run: async ({ tell }) => {
        const { countPeppers } = await import("../count-peppers.ts");
        return { done: true, report: await countPeppers(segments, flags.resume[0], tell) };
      },
    };
  },
};
