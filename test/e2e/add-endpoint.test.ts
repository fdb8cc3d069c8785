import { execFile } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { repositoryRoot } from "../../infra/repository-root.ts";
import { NEW_FILES, NEW_LINES } from "../support/new-endpoint.ts";

/** What README.md says of adding an endpoint, done in a copy of the repository. */
const COPIED = ["bench", "docs", "functions", "infra", "packages/client", "shared", "test"];
/** Of what was built only what the endpoint touches is built again. */
const BUILDS = "dist/builds";
const FILES = [
  "cdk.json",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "vitest.config.ts",
];

let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "profiles-endpoint-"));
  for (const name of [...COPIED, ...FILES]) {
    cpSync(join(repositoryRoot, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(repositoryRoot, "node_modules"), join(copy, "node_modules"));
  // Processes share the kept builds.
  mkdirSync(join(copy, "dist"));
  symlinkSync(join(repositoryRoot, BUILDS), join(copy, BUILDS));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function run(...args: string[]): Promise<{ readonly stdout: string }> {
  // What this run tells its own processes is not for the other one.
  const env = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|TEST$|NODE_ENV)/.test(name),
  );
  return promisify(execFile)(process.execPath, args, {
    cwd: copy,
    env: { ...Object.fromEntries(env), NO_COLOR: "1" },
  });
}

function follow(): void {
  for (const [file, text] of Object.entries(NEW_FILES)) writeFileSync(join(copy, file), text);
  for (const [file, lines] of Object.entries(NEW_LINES)) {
    let text = readFileSync(join(copy, file), "utf8");
    for (const [before, line] of lines) {
      expect(text, file).toContain(before);
      text = text.replace(before, `${line}\n${before}`);
    }
    writeFileSync(join(copy, file), text);
  }
}

test("the README names every file that a new endpoint touches", () => {
  const readme = readFileSync(join(repositoryRoot, "README.md"), "utf8");
  const recipe = /\*\*To add an endpoint\*\*\n\n[\s\S]*?\n\n/.exec(readme)?.[0] ?? "";
  const named = [...recipe.matchAll(/`([^`\s]+\/[^`\s]+\.(?:ts|md))`/g)].map(([, file = ""]) =>
    file
      .replace("<verb-noun>", "create-greeting")
      .replace("<resource>-budgets", "profile-budgets")
      .replace("<resource>", "profiles"),
  );
  expect(named.sort()).toEqual([...Object.keys(NEW_FILES), ...Object.keys(NEW_LINES)].sort());
});

test("a new endpoint has its function, its place in the document, and answers", async () => {
  follow();
  await run("infra/write-openapi.ts");
  const { paths } = JSON.parse(readFileSync(join(copy, "docs/openapi.json"), "utf8"));
  expect(paths["/api/v1/profiles/{profile_id}/greetings"].post.operationId).toBe("createGreeting");
  const report = join(copy, "report.json");
  // Builds and synthesises, holds the four tables of routes against each other, and calls it.
  await run(
    "test/run-tests.ts",
    ...["contract", "e2e", "route-table", "route-examples", "documented-examples", "budgets"],
    ...["-t", "create-greeting|entry files|methods of|operations of|every", "--maxWorkers=1"],
    ...["--reporter=json", `--outputFile=${report}`],
  ).catch(({ stdout, stderr }) => expect.fail(`${stdout}\n${stderr}`));
  const { testResults } = JSON.parse(readFileSync(report, "utf8"));
  const passed = testResults
    .flatMap(({ assertionResults }: { assertionResults: object[] }) => assertionResults)
    .filter(({ status }: { status: string }) => status === "passed")
    .map(({ title }: { title: string }) => title.trim());
  expect(passed).toEqual(
    expect.arrayContaining([
      "entry files",
      "methods of the template",
      "operations of the OpenAPI document",
      "every route has a budget, and nothing else has",
      "create-greeting",
      "create-greeting takes its body",
      "create-greeting, sent with application/json",
    ]),
  );
});
