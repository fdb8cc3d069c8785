import { BaseSequencer, type TestSpecification } from "vitest/node";
import { PROJECT_NAMES } from "./project-names.ts";

/**
 * Seconds that the longest files take, about, on two cores. One of them started last would run alone;
 * of shorter files that does not matter, so that none needs to be added here.
 */
const LONG: Readonly<Record<string, number>> = {
  "e2e/model/model.test.ts": 60,
  "e2e/smoke.test.ts": 40,
  "e2e/budgets.test.ts": 38,
  "e2e/start-command.test.ts": 27,
  "e2e/add-endpoint.test.ts": 21,
  "e2e/directory-privacy.test.ts": 16,
  "e2e/faults.test.ts": 15,
  "e2e/photo-crashes.test.ts": 14,
  "e2e/restored-table.test.ts": 13,
  "e2e/credential-matrix.test.ts": 15,
  "e2e/removal-crashes.test.ts": 16,
  "e2e/removal-redrive.test.ts": 11,
  "e2e/watch.test.ts": 16,
  "e2e/documented-examples.test.ts": 8,
  "e2e/photos.test.ts": 8,
  "infra/settings/settings-pairs.test.ts": 45,
  "infra/operations/preflight/documented-lines.test.ts": 38,
  "infra/operations/preflight/commands.test.ts": 19,
  "infra/bundling/reproducible.test.ts": 8,
  "browser/reference.test.ts": 48,
  "browser/profile-page.test.ts": 13,
  "browser/client.test.ts": 9,
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
