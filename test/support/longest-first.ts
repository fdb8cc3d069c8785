import { BaseSequencer, type TestSpecification } from "vitest/node";
import { PROJECT_NAMES } from "./project-names.ts";

/**
 * Seconds that the longest files take, about, on two cores. One of them started last would run alone;
 * of shorter files that does not matter, so that none needs to be added here.
 */
const LONG: Readonly<Record<string, number>> = {
  "e2e/model/model.test.ts": 94,
  "e2e/watch.test.ts": 47,
  "e2e/budgets.test.ts": 40,
  "e2e/smoke.test.ts": 39,
  "e2e/add-endpoint.test.ts": 34,
  "e2e/faults.test.ts": 28,
  "e2e/inspect.test.ts": 25,
  "e2e/directory-privacy.test.ts": 24,
  "e2e/credential-matrix.test.ts": 24,
  "e2e/sections.test.ts": 24,
  "e2e/photo-crashes.test.ts": 23,
  "e2e/removal-redrive.test.ts": 19,
  "e2e/ownership.test.ts": 18,
  "e2e/operator.test.ts": 18,
  "e2e/account-standing.test.ts": 8,
  "e2e/start-command.test.ts": 15,
  "e2e/removal-races.test.ts": 15,
  "infra/operations/preflight/documented-lines.test.ts": 72,
  "infra/settings/settings-pairs.test.ts": 72,
  "infra/operations/preflight/commands.test.ts": 34,
  "infra/stacks/nag.test.ts": 27,
  "infra/photos/photo-fuzz.test.ts": 13,
  "infra/operations/operator-user.test.ts": 8,
  "laptop/test/dynamodb-streams/stream-delivery.test.ts": 10,
  "laptop/test/lambda/start-lambda.test.ts": 9,
  "laptop/test/dynamodb/engine.test.ts": 8,
  "browser/reference.test.ts": 95,
  "browser/profile-page.test.ts": 34,
};

/** Starts the longest files first, so that all workers end at about the same time. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    const names: readonly string[] = PROJECT_NAMES;
    const rank = ({ project }: TestSpecification) => names.indexOf(project.name);
    const seconds = ({ moduleId }: TestSpecification) =>
      LONG[moduleId.replace(/^.*\/(?:test|packages)\//, "")] ?? 0;
    return usual.toSorted((a, b) => rank(a) - rank(b) || seconds(b) - seconds(a));
  }
}
