import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { limitCompileCache } from "../support/compile-cache.ts";

test("the compile cache of the tests begins anew once it has too many files", () => {
  const folder = mkdtempSync(join(tmpdir(), "compile-cache-"));
  const version = join(folder, "v24-x64");
  mkdirSync(version);
  for (const name of ["a", "b"]) writeFileSync(join(version, name), "");
  limitCompileCache(folder, 2);
  expect(existsSync(version)).toBe(true);
  limitCompileCache(folder, 1);
  expect(existsSync(folder)).toBe(false);
  // The first run has none.
  limitCompileCache(folder, 1);
});
