import type { OperatorCommand } from "../operator-command.ts";

/**
 * Seconds that the directory's former index stays: longer than a function knows which one to search,
 * or runs on with what it has read.
 */
const WAIT = 120;

/** Builds the directory's index anew. */
export const REINDEX: OperatorCommand = {
  verb: "reindex",
  usage: ["reindex [<seconds>]"],
  needs: { DIRECTORY_QUEUE_URL: "DirectoryQueueUrl of the background stack" },
  parse([seconds = `${WAIT}`, ...more]) {
    if (!/^\d{1,4}$/.test(seconds) || more.length > 0) return undefined;
    return {
      run: async ({ tell }) => {
        const { reindexDirectory } = await import("../reindex-directory.ts");
        const options = { waitSeconds: Number(seconds), report: tell };
        const queueUrl = process.env.DIRECTORY_QUEUE_URL ?? "";
        return { done: true, report: await reindexDirectory(queueUrl, options) };
      },
    };
  },
};
