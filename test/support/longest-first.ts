import { BaseSequencer, type TestSpecification } from "vitest/node";
import { PROJECT_NAMES } from "./project-names.ts";

/**
 * Seconds that the longest files take, about, on two cores. One of them started last would run alone;
 * of shorter files that does not matter, so that none needs to be added here.
 */
const LONG: Readonly<Record<string, number>> = {
  "e2e/model/model.test.ts": 70,
  "e2e/budgets.test.ts": 39,
  "e2e/smoke.test.ts": 39,
  "e2e/add-endpoint.test.ts": 26,
  "e2e/faults.test.ts": 25,
  "e2e/watch.test.ts": 23,
  "e2e/start-command.test.ts": 23,
  "e2e/removal-crashes.test.ts": 18,
  "e2e/credential-matrix.test.ts": 18,
  "e2e/photo-crashes.test.ts": 17,
  "e2e/removal-redrive.test.ts": 15,
  "e2e/directory-privacy.test.ts": 15,
  "e2e/ownership.test.ts": 12,
  "e2e/restored-table.test.ts": 12,
  "e2e/removal-races.test.ts": 12,
  "e2e/operator.test.ts": 11,
  "e2e/sign-in.test.ts": 11,
  "e2e/documented-examples.test.ts": 10,
  "e2e/removal-load.test.ts": 10,
  "e2e/sections.test.ts": 9,
  "e2e/takedown.test.ts": 9,
  "e2e/photo-uploads.test.ts": 9,
  "infra/operations/preflight/documented-lines.test.ts": 52,
  "infra/settings/settings-pairs.test.ts": 42,
  "infra/operations/preflight/commands.test.ts": 29,
  "infra/operations/operator-user.test.ts": 9,
  "infra/photos/photo-fuzz.test.ts": 8,
  "laptop/test/lambda/start-lambda.test.ts": 11,
  "laptop/test/dynamodb/dynamodb-local.test.ts": 8,
  "laptop/test/dynamodb-streams/stream-delivery.test.ts": 6,
  "browser/reference.test.ts": 55,
  "browser/profile-page.test.ts": 25,
  "browser/client.test.ts": 19,
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
