import { awsFailure } from "../aws-failure.ts";
import type { Caller } from "../aws-identity.ts";
import type { Check } from "./check.ts";
import { type Finding, unknown } from "./finding.ts";
import type { Subject } from "./subject.ts";

/** A line of the table. */
export interface Result extends Finding {
  readonly check: string;
}

/**
 * Makes all checks at a time. One that fails on the way is a finding, too; one that needs AWS is not
 * tried without good credentials, which have a line of their own: all of those have one line together.
 */
export async function runChecks(
  checks: readonly Check[],
  subject: Subject,
): Promise<readonly Result[]> {
  const obstacle = await obstacleOf(subject);
  const barred = obstacle === undefined ? [] : checks.filter(needsAws);
  const results = await Promise.all(
    checks
      .filter((check) => !barred.includes(check))
      .map(async (check) => {
        const findings = await findingsOf(check, subject);
        return findings.map((finding) => ({ check: check.name, ...finding }));
      }),
  );
  const [only, ...more] = barred;
  if (obstacle === undefined || only === undefined) return results.flat();
  const found =
    more.length === 0
      ? `needs ${obstacle}`
      : `${barred.map(({ name }) => name).join(", ")}: all need ${obstacle}`;
  const check = more.length === 0 ? only.name : "others";
  return [...results.flat(), { check, ...unknown(found) }];
}

function needsAws({ permissions }: Check): boolean {
  return permissions.length > 0;
}

async function findingsOf(check: Check, subject: Subject): Promise<readonly Finding[]> {
  try {
    return [await check.run(subject)].flat();
  } catch (error) {
    return [unknown(awsFailure(error, check.permissions))];
  }
}

/** What is needed first, before anything of AWS can be asked. */
async function obstacleOf(subject: Subject): Promise<string | undefined> {
  if (subject.region === undefined) return "a region";
  // Where STS does not answer the other services may all the same.
  const caller = await subject.caller().catch(() => undefined);
  return caller && OBSTACLES[caller.kind];
}

const OBSTACLES: Readonly<Record<Caller["kind"], string | undefined>> = {
  known: undefined,
  refused: "AWS credentials",
  "region-off": "a region that is enabled",
  "no-region": "a region that there is",
  unreachable: "an answer of AWS",
};
