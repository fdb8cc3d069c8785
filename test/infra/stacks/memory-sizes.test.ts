import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { kindOfCase } from "../../../bench/cold/memory-rule.ts";
import { functionEntries } from "../../../infra/bundling/function-entries.ts";
import { functionKind, MEMORY_SIZES } from "../../../infra/constructs/memory-sizes.ts";
import { STACKS, SynthesisedTemplate } from "../../support/synthesised-template.ts";

const assembly = inject("assembly");
const manifest: Record<string, { externals: string[] }> = JSON.parse(
  readFileSync(join(assembly, "..", "manifest.json"), "utf8"),
);
const ids = Object.keys(functionEntries());

const kindOf = (id: string) => functionKind(id, manifest[id]?.externals.includes("sharp") ?? false);

/** Memory of the stacks' functions, by what their code is. */
function deployedSizes(): ReadonlyMap<string, number> {
  const functions = new SynthesisedTemplate(...STACKS).ofType("AWS::Lambda::Function");
  return new Map(
    functions.map(([, { Properties }]) => {
      const folder = `asset.${Properties.Code.S3Key.replace(/\.zip$/, "")}`;
      return [readFileSync(join(assembly, folder, "index.js"), "utf8"), Properties.MemorySize];
    }),
  );
}

test("every function has the memory that the table gives its kind", () => {
  const deployed = deployedSizes();
  expect(deployed.size).toBe(ids.length);
  for (const id of ids) {
    const code = readFileSync(join(assembly, "..", "functions", id, "index.js"), "utf8");
    expect({ id, megabytes: deployed.get(code) }).toEqual({
      id,
      megabytes: MEMORY_SIZES[kindOf(id)],
    });
  }
});

test("the benchmark knows each function's kind", () => {
  expect(ids.filter((id) => kindOfCase(`${id} of some kind`) !== kindOf(id))).toEqual([]);
});
