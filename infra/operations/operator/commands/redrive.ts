import type { OperatorCommand } from "../operator-command.ts";

/** Finishes what is on record as pending. */
export const REDRIVE: OperatorCommand = {
  verb: "redrive",
  usage: ["redrive"],
  needs: {
    PHOTO_BUCKET: "PhotoBucketName of the stateful stack",
    REMOVAL_LOG_BUCKET: "RemovalLogBucketName of the stateful stack",
    LOG_KEY_SECRET_ARN: "LogKeySecretArn of the stateful stack",
    REMOVAL_QUEUE_URL: "RemovalQueueUrl of the background stack",
  },
  parse(words) {
    if (words.length > 0) return undefined;
    return {
      run: async () => {
        const { redriveRemovals } = await import("../redrive-removals.ts");
        const report = await redriveRemovals(process.env.REMOVAL_QUEUE_URL ?? "");
        return { done: report.failed.length === 0, report };
      },
    };
  },
};
