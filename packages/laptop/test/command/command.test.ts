import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { readServerFile } from "../../running.ts";
import { tempFolder } from "../dynamodb/table-fixture.ts";
import { synthesiseSmallApp } from "../platform/small-app.ts";

const COMMAND = fileURLToPath(new URL("../../command.ts", import.meta.url));

let assembly: string;
beforeAll(() => {
  assembly = synthesiseSmallApp(join(tempFolder(), "cdk.out"));
});

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
});

/** Runs `laptop` until it prints its address or ends. */
async function laptop(args: readonly string[]) {
  const child = spawn(process.execPath, [COMMAND, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  let output = "";
  const exit = once(child, "exit").then(([code]) => code as number | null);
  const url = new Promise<string | undefined>((resolve) => {
    const read = (chunk: Buffer) => {
      output += chunk;
      const found = /^(http:\S+) {3}\(Ctrl-C stops it\)$/m.exec(output)?.[1];
      if (found) resolve(found);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    exit.then(() => resolve(undefined));
  });
  return { child, exit, url: await url, output: () => output };
}

test("laptop runs an assembly that the CDK wrote, until it is told to stop", async () => {
  const dataDir = tempFolder();
  const { child, exit, url, output } = await laptop([
    ...[assembly, "--port", "0"],
    ...["--data-dir", dataDir],
  ]);
  expect(url, output()).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const answer = await fetch(`${url}/hello/jane`);
  expect([answer.status, await answer.json()]).toEqual([
    200,
    { hello: "jane", table: expect.stringMatching(/^Small-Greetings/) },
  ]);
  expect((await fetch(`${url}/hello`)).status).toBe(403);
  const outputs = (await readServerFile(dataDir))?.outputs ?? {};
  expect(Object.values(outputs)).toContain(`${url}/`);
  expect(output()).not.toContain("ExperimentalWarning");
  child.kill("SIGTERM");
  expect(await exit).toBe(0);
});

test("laptop says in one sentence why it cannot", async () => {
  const empty = tempFolder();
  const { exit, output } = await laptop([empty, "--port", "0", "--data-dir", tempFolder()]);
  expect([await exit, output()]).toEqual([
    1,
    `${empty} is no cloud assembly: it has no manifest.json.\n`,
  ]);
});

test("laptop shows how it is used", async () => {
  const { exit, output } = await laptop([]);
  expect(await exit).toBe(2);
  expect(output()).toContain("Usage: laptop <cloud assembly>");
});
