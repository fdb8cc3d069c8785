import { globSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import { LongestFirst } from "./test/support/longest-first.ts";
import { needsOwnModules } from "./test/support/needs-own-modules.ts";
import type { ProjectName } from "./test/support/project-names.ts";

type Project = NonNullable<TestProjectInlineConfiguration["test"]>;

/** What the tests of bundles, templates and platforms share; no other waits for it. */
const built = {
  globalSetup: ["test/support/set-up/build.ts"],
  setupFiles: ["test/support/set-up/wait-for-build.ts"],
  isolate: false,
} satisfies Project;

const UNIT = "test/unit/**/*.test.ts";
/** Unit tests that mock modules, or load them anew: each of these files has modules of its own. */
const apart = globSync(UNIT, { cwd: import.meta.dirname }).filter((file) =>
  needsOwnModules(readFileSync(new URL(file, import.meta.url), "utf8")),
);

/** For each folder of tests: `npm test -- unit`, `npm test -- unit laptop`. */
const projects = [
  project("unit", [UNIT], {
    ...{ exclude: apart, pool: "threads", isolate: false },
    // Fails a file that changes what the others of its worker see.
    setupFiles: ["test/support/leaves-no-trace.ts"],
  }),
  project("unit-apart", apart, {
    ...{ pool: "threads", isolate: false },
    setupFiles: ["test/support/loads-anew.ts"],
  }),
  project("laptop", ["packages/laptop/test/**/*.test.ts"], { isolate: false }),
  project("client", ["packages/client/test/**/*.test.ts"], { isolate: false }),
  project("infra", ["test/infra/**/*.test.ts"], built),
  project("contract", ["test/contract/**/*.test.ts"], built),
  project("browser", ["test/browser/**/*.test.ts"], {
    ...built,
    globalSetup: [...built.globalSetup, "test/support/set-up/browser.ts"],
  }),
  // The files of a worker share modules, and with them a platform: test/support/shared-platform.ts.
  project("e2e", ["test/e2e/**/*.test.ts"], built),
];

export default defineConfig({
  test: {
    projects,
    // Tests wait, for real time-outs and for processes: one worker a core would leave cores idle.
    maxWorkers: Math.ceil(1.5 * availableParallelism()),
    env: {
      // Workers and the commands that tests start load the same modules over and over.
      NODE_COMPILE_CACHE: fileURLToPath(new URL("dist/compile-cache", import.meta.url)),
      // esbuild collects garbage four times less often: a quarter of a build, for 150 MB.
      GOGC: "1600",
    },
    sequence: { sequencer: LongestFirst },
  },
});

function project(
  name: ProjectName,
  include: readonly string[],
  more: Project,
): TestProjectInlineConfiguration {
  return {
    extends: true,
    test: {
      name,
      include: [...include],
      // A slow machine is no failure; these only end what hangs.
      testTimeout: 120_000,
      hookTimeout: 120_000,
      ...more,
    },
  };
}
