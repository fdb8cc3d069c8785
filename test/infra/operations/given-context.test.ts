import { execFile } from "node:child_process";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { givenContext } from "../../../infra/operations/deploy/given-context.ts";
import { CDK } from "../../../infra/operations/deploy/run-program.ts";
import { repositoryRoot } from "../../../infra/repository-root.ts";
import { RUN_FOLDERS } from "../../support/run-folders.ts";

/** Every place says something of its own, and of each place before it. */
async function everyPlace() {
  const [project, home] = await Promise.all([folder("project"), folder("home")]);
  await Promise.all([
    save(home, ".cdk.json", { context: { home: 1, list: ["a"], files: 1, cdk: 1, line: 1 } }),
    save(project, "cdk.context.json", { files: 2, context: 2, cdk: 2, line: 2 }),
    save(project, "cdk.json", { context: { cdk: 3, line: 3, "@aws-cdk/core:switch": true } }),
  ]);
  return { project, home };
}

const folder = (name: string) => mkdtemp(join(tmpdir(), `${name}-`));
const save = (dir: string, name: string, content: object) =>
  writeFile(join(dir, name), `\uFEFF${JSON.stringify(content)}`);

const files = { home: 1, list: ["a"], files: 2, context: 2, cdk: 3, "@aws-cdk/core:switch": true };

/** What the CDK adds about itself. */
const OF_CDK = /^(aws:cdk:|@aws-cdk\/core:failSynthOnValidationErrors$)/;

test("the context of a line is what the CDK itself makes of all its places", async () => {
  const folders = await everyPlace();
  const CDK_CONTEXT = "line=a=b";
  const given = givenContext([], { CDK_CONTEXT }, folders);
  expect(given).toEqual({ ...files, line: "a=b" });
  const told = await contextOfCdk(folders, { CDK_CONTEXT });
  const others = Object.entries(told).filter(([name]) => !OF_CDK.test(name));
  expect(Object.fromEntries(others)).toEqual(given);
});

/** What the CDK gives to an app, which ends as soon as it knows. */
async function contextOfCdk(
  { project, home }: { readonly project: string; readonly home: string },
  more: Readonly<Record<string, string>>,
): Promise<Record<string, unknown>> {
  const app = `require("node:fs").writeFileSync("told", process.env.CDK_CONTEXT_JSON); process.exit(1)`;
  await writeFile(join(project, "app.cjs"), app);
  const env = {
    ...RUN_FOLDERS,
    ...{ PATH: String(process.env.PATH), HOME: home, CDK_DISABLE_CLI_TELEMETRY: "true" },
    ...{ AWS_EC2_METADATA_DISABLED: "true", AWS_CONFIG_FILE: "/dev/null" },
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    ...more,
  };
  const words = [join(repositoryRoot, CDK), "synth", "--quiet", "--app", "node app.cjs"];
  await new Promise((resolve) => {
    execFile(process.execPath, words, { cwd: project, env }, resolve);
  });
  return JSON.parse(await readFile(join(project, "told"), "utf8"));
}

test("settings of the line overrule all files, and stand in the place of CDK_CONTEXT", async () => {
  const line = ["--context", "line=4", "--context", "cdk="];
  const folders = await everyPlace();
  expect(givenContext(line, { CDK_CONTEXT: "other=5" }, folders)).toEqual({
    ...files,
    line: "4",
    cdk: "",
  });
});

test("where there are no files the line alone counts", async () => {
  const [project, home] = await Promise.all([folder("project"), folder("home")]);
  expect(givenContext([], {}, { project, home })).toEqual({});
});

test("what sets nothing is a slip, and so is a file that nobody can read", async () => {
  const folders = await everyPlace();
  expect(() => givenContext(["--context", "stackPrefix"], {}, folders)).toThrow(
    "-c stackPrefix sets nothing: write -c <setting>=<value>.",
  );
  const file = join(folders.project, "cdk.json");
  await writeFile(file, "{context}");
  expect(() => givenContext([], {}, folders)).toThrow(`${file} cannot be read: `);
});
