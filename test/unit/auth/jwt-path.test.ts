import { build, type Metafile } from "esbuild";
import { expect, test } from "vitest";
import { bundleOptions } from "../../../infra/build.ts";
import { repositoryRoot } from "../../../infra/repository-root.ts";

/** What the authorizer loads before it sees a credential; the rest comes with the first API key. */
async function loadedAtOnce(): Promise<{ readonly bytes: number; readonly inputs: string[] }> {
  const { metafile } = await build({
    ...bundleOptions,
    absWorkingDir: repositoryRoot,
    entryPoints: ["functions/authorizer/authorize-request.ts"],
    // Splits at the dynamic imports, so that the metafile tells what comes with which.
    format: "esm",
    splitting: true,
    supported: {},
    outdir: "dist/jwt-path",
    write: false,
    metafile: true,
  });
  const outputs = closure(metafile, "dist/jwt-path/authorize-request.js");
  return {
    bytes: outputs.reduce((sum, { bytes }) => sum + bytes, 0),
    inputs: outputs.flatMap(({ inputs }) => Object.keys(inputs)),
  };
}

type Output = Metafile["outputs"][string];

function closure({ outputs }: Metafile, entry: string): readonly Output[] {
  const names = new Set([entry]);
  for (const name of names) {
    const imports = outputs[name]?.imports ?? [];
    for (const { path, kind } of imports) if (kind === "import-statement") names.add(path);
  }
  return [...names].flatMap((name) => outputs[name] ?? []);
}

test("a JWT is judged without the AWS SDK, by a few kilobytes", async () => {
  const { bytes, inputs } = await loadedAtOnce();
  expect(inputs).toContain("functions/authorizer/authorize-request.ts");
  expect(inputs.filter((path) => /@(aws-sdk|smithy)|\/zod\//.test(path))).toEqual([]);
  expect(bytes).toBeLessThan(40_000);
});
