/**
 * The projects of the tests. The first two are tested while the functions are built; then come those
 * whose files take longest: short ones fill the end.
 */
export const PROJECT_NAMES = [
  "laptop",
  // Those of the unit tests that cannot share their modules: test/support/needs-own-modules.ts.
  "unit-apart",
  "e2e",
  "browser",
  "infra",
  "contract",
  "client",
  "unit",
] as const;

export type ProjectName = (typeof PROJECT_NAMES)[number];

/** The projects of a folder of tests. */
export function projectsOf(folder: string): readonly ProjectName[] {
  return PROJECT_NAMES.filter((name) => name.split("-")[0] === folder);
}
