import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { repositoryRoot } from "../../../infra/repository-root.ts";

test("what builds bundles takes nothing of the sources but what the key of a kept build has", () => {
  const files = globSync("infra/bundling/*.ts", { cwd: repositoryRoot });
  const imported = files.flatMap((file) => {
    const text = readFileSync(join(repositoryRoot, file), "utf8");
    const names = [...text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)];
    return names.map(([, name = ""]) => join(dirname(file), name));
  });
  // The text of made-up entries has imports of its own, with places for names.
  const outside = imported.filter(
    (file) => dirname(file) !== "infra/bundling" && !file.includes("${"),
  );
  expect([...new Set(outside)].sort()).toEqual([
    // Of functions that serve the reference all of its builder is in the key.
    "infra/bundling/reference/build-reference.ts",
    "infra/operator-error.ts",
    "infra/repository-root.ts",
    // Ids, entries, and whether a function is started by a module of its own.
    "shared/routes/route-table.ts",
    // The text of the entries that are no files.
    "shared/routes/sections/section-table.ts",
  ]);
});
