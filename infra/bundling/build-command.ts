import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { repositoryRoot } from "../repository-root.ts";
import { buildOrReuse } from "./kept-build.ts";

/** `npm run build`: every function to `dist`, of which only those are built whose files have changed. */
async function main(): Promise<void> {
  const started = performance.now();
  try {
    const { manifest, anew } = await buildOrReuse({ outdir: join(repositoryRoot, "dist") });
    for (const [id, { bytes, externals }] of Object.entries(manifest)) {
      const layer = externals.length > 0 ? `  + ${externals.join(", ")}` : "";
      console.log(`${id.padEnd(28)}${(bytes / 1024).toFixed(0).padStart(6)} KB${layer}`);
    }
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const count = Object.keys(manifest).length;
    const rest = count - anew.length;
    const built = `${anew.length} ${anew.length === 1 ? "function" : "functions"}`;
    const others = rest > 0 ? ` Copied ${rest} from former builds.` : "";
    console.log(`Built ${built} in ${seconds} s.${others}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

await main();
