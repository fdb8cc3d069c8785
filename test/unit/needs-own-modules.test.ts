import { expect, test } from "vitest";
import { needsOwnModules } from "../support/needs-own-modules.ts";

test.each([
  ["mocks", 'import { expect, test, vi } from "vitest";'],
  ["the functions' settings", 'import "../support/settings.ts";'],
  ["TypeScript's API", 'import { syntaxTrees } from "./support/syntax-trees.ts";'],
  ["modules loaded anew", 'const { log } = await import("../../shared/log.ts");'],
  ["variables", 'process.env["NAME"] = "value";'],
  ["globals", "globalThis.fetch = stub;"],
])("a file with %s has modules of its own", (_, text) => {
  expect(needsOwnModules(text)).toBe(true);
});

test("a file that asks and compares shares its worker with others", () => {
  expect(needsOwnModules('import { expect, test } from "vitest";\nexpect(1).toBe(1);')).toBe(false);
});
