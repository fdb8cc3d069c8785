import { OperatorError } from "../../../operator-error.ts";
import { useTable } from "../chosen-table.ts";
import type { OperatorCommand } from "../operator-command.ts";
import { readFlags } from "../read-flags.ts";

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?Z$/;

/** Carries out again on a restored table what was removed since. */
export const REPLAY_REMOVALS: OperatorCommand = {
  verb: "replay-removals",
  usage: [
    "replay-removals --since <ISO 8601, UTC> [--table <restored table>] [--except <id or digest>]...",
  ],
  needs: {
    REMOVAL_LOG_BUCKET: "RemovalLogBucketName of the stateful stack",
    PHOTO_BUCKET: "PhotoBucketName of the stateful stack",
    LOG_KEY_SECRET_ARN: "LogKeySecretArn of the stateful stack",
  },
  parse(words) {
    const flags = readFlags(words, { since: "one", table: "one", except: "many" });
    const [given = ""] = flags?.since ?? [];
    if (!flags || flags.rest.length > 0 || !TIME.test(given)) return undefined;
    if (Number.isNaN(Date.parse(given))) return undefined;
    const since = new Date(given).toISOString();
    return {
      question: async () => {
        // First: what is loaded next reads the table's name.
        useTable(flags.table[0]);
        const { countRemovals } = await import("../replay-on-table.ts");
        const counts = await countRemovals(since);
        if (counts === "") throw new OperatorError(`Nothing was removed since ${since}.`);
        return `Remove again from the table ${process.env.TABLE_NAME} what was removed since ${since}: ${counts}?`;
      },
      run: async ({ tell }) => {
        const { useLogKey } = await import("../use-log-key.ts");
        await useLogKey(process.env);
        const { replayOnTable } = await import("../replay-on-table.ts");
        const { LOG_KEY, FORMER_LOG_KEY } = process.env;
        const keys = [LOG_KEY, FORMER_LOG_KEY].flatMap((key) => key || []);
        const except = new Set(flags.except);
        const report = await replayOnTable({ since, except, keys }, tell);
        return { done: report.failed.length === 0, report };
      },
    };
  },
};
