import { BaseSequencer, type TestSpecification } from "vitest/node";
import { PROJECT_NAMES } from "./project-names.ts";

/**
 * Seconds that the longest files take, about, on two cores. One of them started last would run alone;
 * of shorter files that does not matter, so that none needs to be added here.
 */
const LONG: Readonly<Record<string, number>> = {
  "e2e/model/model.test.ts": 40,
  "e2e/photo-crashes.test.ts": 35,
  "e2e/start-command.test.ts": 34,
  "e2e/faults.test.ts": 32,
  "e2e/smoke.test.ts": 30,
  "e2e/add-endpoint.test.ts": 28,
  "e2e/credential-matrix.test.ts": 25,
  "e2e/ownership.test.ts": 25,
  "e2e/operator.test.ts": 20,
  "e2e/budgets.test.ts": 20,
  "infra/preflight/documented-lines.test.ts": 29,
  "infra/operations/operator-user.test.ts": 25,
  "infra/preflight/commands.test.ts": 24,
  "infra/settings/settings-pairs.test.ts": 22,
  "laptop/test/dynamodb/engine.test.ts": 18,
  "laptop/test/dynamodb-streams/stream-delivery.test.ts": 16,
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
