import { awsFailure } from "../aws-failure.ts";
import type { Check } from "./check.ts";
import { type Finding, unknown } from "./finding.ts";
import type { Subject } from "./subject.ts";

/** A line of the table. */
export interface Result extends Finding {
  readonly check: string;
}

/**
 * Makes all checks at a time. One that fails on the way is a finding, too; one that needs AWS is not
 * tried without good credentials, which have a line of their own.
 */
export async function runChecks(
  checks: readonly Check[],
  subject: Subject,
): Promise<readonly Result[]> {
  const results = await Promise.all(
    checks.map(async (check) => {
      const findings = await findingsOf(check, subject);
      return findings.map((finding) => ({ check: check.name, ...finding }));
    }),
  );
  return results.flat();
}

async function findingsOf(check: Check, subject: Subject): Promise<readonly Finding[]> {
  try {
    const obstacle = check.permissions.length > 0 ? await obstacleOf(subject) : undefined;
    if (obstacle !== undefined) return [unknown(obstacle)];
    return [await check.run(subject)].flat();
  } catch (error) {
    return [unknown(awsFailure(error, check.permissions))];
  }
}

async function obstacleOf(subject: Subject): Promise<string | undefined> {
  if (subject.region === undefined) return "needs a region";
  // Where STS does not answer the other services may all the same.
  const caller = await subject.caller().catch(() => undefined);
  if (caller?.kind === "refused") return "needs AWS credentials";
  return caller?.kind === "region-off" ? "needs a region that is enabled" : undefined;
}
