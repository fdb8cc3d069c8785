import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, inject, onTestFinished, test } from "vitest";
import { readCdkArguments } from "../../../infra/operations/cdk-arguments.ts";
import { repositoryRoot } from "../../../infra/repository-root.ts";
import { assertKnownSettings, readSettings } from "../../../infra/settings/config.ts";
import { runLine } from "./run-line.ts";

/** The lines of the shell blocks that prepare, deploy or remove, with the placeholders filled in. */
const lines = ["README.md", "docs/operations.md"].flatMap((file) => {
  const page = readFileSync(join(repositoryRoot, file), "utf8");
  return [...page.matchAll(/^```sh\n(.*?)^```/gms)]
    .flatMap(([, block = ""]) => commandsIn(block))
    .filter((line) => /^(npm run (bootstrap|preflight|deploy|destroy)|npx cdk)\b/.test(line))
    .map((line) => line.replace("<account>", "123456789012").replace("<region>", "eu-west-1"));
});

/** A command goes on over line breaks within quotes. */
function commandsIn(block: string): string[] {
  return (block.match(/(?:'[^']*'|"[^"]*"|[^'"\n])+/g) ?? []).map((line) =>
    line.replace(/\s+# .*$/, ""),
  );
}

/** The words of a line, as a shell splits them. */
const wordsOf = (line: string) =>
  (line.match(/(?:'[^']*'|[^'\s])+/g) ?? []).map((word) => word.replaceAll("'", ""));

/** The CDK's words, and ours. */
const NO_CREDENTIALS = /[Tt]here are no AWS credentials|no credentials have been configured/;
const region = { AWS_REGION: "eu-west-1" };

test("the documents have each of the commands", () => {
  for (const command of ["bootstrap", "preflight", "deploy", "destroy"]) {
    expect(lines.some((line) => line.startsWith(`npm run ${command}`))).toBe(true);
  }
  expect(lines.some((line) => line.startsWith("npx cdk bootstrap"))).toBe(true);
});

test.each([
  ...new Set(lines),
])("fails for want of credentials, and not before: %s", async (line) => {
  const isDeployment = /^npm run (deploy|preflight)/.test(line);
  if (isDeployment) checkSettings(wordsOf(line));
  // What synthesis makes of the settings is seen once, below.
  const run = isDeployment ? `${line} --app ${inject("assembly")}` : line;
  const { code, stdout, stderr } = await runLine(run, region);
  expect(code).toBe(1);
  expect(stdout + stderr).toMatch(NO_CREDENTIALS);
});

function checkSettings(words: readonly string[]): void {
  const { synthesis } = readCdkArguments(words.slice(words.indexOf("--") + 1));
  const given = new Map(
    synthesis.flatMap((word) => {
      const at = word.indexOf("=");
      return at > 0 ? [[word.slice(0, at), word.slice(at + 1)] as const] : [];
    }),
  );
  assertKnownSettings([...given.keys()]);
  expect(() => readSettings((name) => given.get(name))).not.toThrow();
}

test("the first deployment builds and synthesises, and fails for want of credentials only", async () => {
  const output = await mkdtemp(join(tmpdir(), "profiles-documented-"));
  onTestFinished(() => rm(output, { recursive: true, force: true }));
  const line = lines.find((one) => one.startsWith("npm run deploy")) ?? "";
  // Without a network, and beside what others keep in cdk.out.
  const { code, stdout, stderr } = await runLine(
    `${line} -c imageLayer=host --output ${output}`,
    region,
  );
  expect(stdout).toMatch(/^Built \d+ functions/m);
  expect(stdout).toMatch(/^STOP +credentials +there are no AWS credentials/m);
  expect(stdout.match(/^STOP/gm)).toHaveLength(1);
  expect(stderr).toContain("One check stops the deployment.");
  expect(code).toBe(1);
});

test("without a region nothing is deployed anywhere", async () => {
  const { code, stdout } = await runLine(`npm run -s deploy -- --app ${inject("assembly")}`);
  expect(stdout).toMatch(/^STOP +region +no region is set/m);
  expect(code).toBe(1);
  const bootstrap = await runLine("npm run -s bootstrap");
  expect(bootstrap.stderr).toBe("No region is set: set AWS_REGION.\n");
});

test("a slip in the settings is told before anything of AWS is asked", async () => {
  const { code, stdout, stderr } = await runLine("npm run -s destroy -- -c stackPrefix=9", region);
  expect(code).toBe(1);
  expect(stdout).toBe("");
  expect(stderr).toContain("Setting stackPrefix must be letters, digits and hyphens");
});
