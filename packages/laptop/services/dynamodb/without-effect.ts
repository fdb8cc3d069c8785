import type { DynamoDbCall, Interception } from "./proxied-call.ts";

/** The answer to a call that is accepted and has no effect here; undefined for all others. */
export function answerWithoutEffect({ operation, body }: DynamoDbCall): Interception | undefined {
  if (operation !== "UpdateContinuousBackups") return undefined;
  const wanted = JSON.stringify(body.PointInTimeRecoverySpecification ?? null);
  const PointInTimeRecoveryStatus = wanted.includes("true") ? "ENABLED" : "DISABLED";
  return {
    status: 200,
    body: {
      ContinuousBackupsDescription: {
        ContinuousBackupsStatus: "ENABLED",
        PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus },
      },
    },
  };
}
