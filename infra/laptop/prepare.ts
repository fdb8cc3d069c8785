import { join } from "node:path";
import { sourcesOf } from "../bundling/build.ts";
import { functionEntries } from "../bundling/function-entries.ts";
import { buildOrReuse } from "../bundling/kept-build.ts";
import { localSettings } from "./local-settings.ts";
import type { PreparedFacts } from "./prepare-in-child.ts";
import { stackSources } from "./stack-sources.ts";
import { step } from "./step.ts";

/** The functions run from where they were built, and their source maps lie where they did. */
const UNSTAGED = { "aws:cdk:disable-asset-staging": true };

// Nobody waits any longer, or everything was told.
process.once("disconnect", () => process.exit());

try {
  const [folder = "", debugged] = process.argv.slice(2);
  const building = step("Building the functions", () => buildOrReuse({ outdir: folder, debugged }));
  // The CDK takes a second to load, which the build spends in another process.
  const loading = import("../synthesise.ts");
  const built = await building;
  const { synthesise } = await loading;
  await step("Synthesising the stacks", () =>
    synthesise({
      context: { ...localSettings, ...UNSTAGED },
      outdir: join(folder, "assembly"),
      imageLayer: "host",
      bundlesDir: folder,
    }),
  );
  const facts: PreparedFacts = {
    entries: functionEntries(),
    externals: Object.fromEntries(
      Object.entries(built.manifest).map(([id, { externals }]) => [id, externals]),
    ),
    sources: sourcesOf(built),
    stackSources: await stackSources(),
  };
  await new Promise((resolve) => process.send?.(facts, resolve));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
process.disconnect?.();
