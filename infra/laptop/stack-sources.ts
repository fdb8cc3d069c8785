import { build } from "esbuild";
import { repositoryRoot } from "../repository-root.ts";

/** The repository's own files that the stacks follow from, relative to it: what synthesis imports. */
export async function stackSources(): Promise<readonly string[]> {
  const { metafile } = await build({
    ...{ bundle: true, write: false, metafile: true, outdir: "none", logLevel: "silent" },
    ...{ platform: "node", format: "esm", target: "node24", packages: "external" },
    absWorkingDir: repositoryRoot,
    entryPoints: ["infra/laptop/prepare.ts"],
  });
  return Object.keys(metafile.inputs);
}
