import type { OperatorCommand } from "../operator-command.ts";

/** Takes accounts off the tombstones that earlier releases wrote: once after the update to this one. */
export const STRIP_TOMBSTONES: OperatorCommand = {
  verb: "strip-tombstones",
  usage: ["strip-tombstones"],
  parse(words) {
    if (words.length > 0) return undefined;
    return {
      run: async ({ tell }) => {
        const { stripTombstones } = await import("../strip-tombstones.ts");
        return { done: true, report: { stripped: await stripTombstones(tell) } };
      },
    };
  },
};
