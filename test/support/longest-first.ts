import { BaseSequencer, type TestSpecification } from "vitest/node";
import { PROJECT_NAMES } from "./project-names.ts";

/**
 * Seconds that the longest files take on two cores. One of them started last would run alone. Not
 * exact, and none is missed that is not here: only those matter that take longer than the rest of
 * the run.
 */
const LONG: Readonly<Record<string, number>> = {};

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
