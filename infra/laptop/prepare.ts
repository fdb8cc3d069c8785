import { join } from "node:path";
import { sourcesOf } from "../bundling/build.ts";
import { functionEntries } from "../bundling/function-entries.ts";
import { buildOrReuse } from "../bundling/kept-build.ts";
import { KeptAssembly } from "./kept-assembly.ts";
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
  const kept = new KeptAssembly();
  // The CDK takes a second to load, which the build spends in another process. A failure shows later.
  if (!(await kept.isLikely())) import("../synthesise.ts").catch(() => {});
  const built = await step("Building the functions", () =>
    buildOrReuse({ outdir: folder, debugged }),
  );
  const sources = await step("Synthesising the stacks", () => synthesiseOrReuse(folder, kept));
  const facts: PreparedFacts = {
    entries: functionEntries(),
    externals: Object.fromEntries(
      Object.entries(built.manifest).map(([id, { externals }]) => [id, externals]),
    ),
    sources: sourcesOf(built),
    stackSources: sources,
  };
  await new Promise((resolve) => process.send?.(facts, resolve));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
process.disconnect?.();

/** @returns the files that the stacks follow from */
async function synthesiseOrReuse(folder: string, kept: KeptAssembly): Promise<readonly string[]> {
  const reused = await kept.reuse(folder);
  if (reused) return reused;
  // The bundler looks for them while this process synthesises.
  const looking = stackSources();
  // A failure shows once it is waited for.
  looking.catch(() => {});
  const { synthesise } = await import("../synthesise.ts");
  await synthesise({
    context: { ...localSettings, ...UNSTAGED },
    outdir: join(folder, "assembly"),
    imageLayer: "host",
    bundlesDir: folder,
  });
  const sources = await looking;
  await kept.keep(folder, sources);
  return sources;
}
