import { cpSync, readdirSync } from "node:fs";
import { mkdtemp, readFile, realpath, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mintToken } from "@profiles-api/laptop/token";
import { afterAll, beforeAll, expect, test } from "vitest";
import { repositoryRoot } from "../../infra/repository-root.ts";
import { ApiClient } from "../support/api-client.ts";
import { type StartProcess, startProcess } from "../support/start-process.ts";

const LIMITS = "shared/model/profile/limits.ts";
const HANDLER = "functions/profiles/create-profile.ts";
const ROUTE = "shared/routes/system/get-health.ts";
const BUILT = /Built in [\d.]+ s: create-profile\n/;
const PATIENCE = { timeout: 60_000, interval: 50 };

let root: string;
let dataDir: string;
let started: StartProcess;
let api: ApiClient;

/** A checkout of this test's own, for it changes sources. */
beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "profiles-watch-")));
  dataDir = join(root, "data");
  for (const name of [
    "functions",
    "infra",
    "shared",
    "docs",
    "packages/client",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
  ]) {
    cpSync(join(repositoryRoot, name), join(root, name), { recursive: true });
  }
  copyKeptBuilds();
  await symlink(join(repositoryRoot, "node_modules"), join(root, "node_modules"));
  started = await startProcess(root, { DATA_DIR: dataDir }, ["--watch"]);
  expect(started.url, started.output()).toBeDefined();
});
afterAll(async () => {
  started.child.kill("SIGINT");
  await started.exit;
  await rm(root, { recursive: true, force: true, maxRetries: 5 });
});

/** So that the first build is that of the tests. */
function copyKeptBuilds(): void {
  const builds = join(repositoryRoot, "dist/builds");
  for (const name of readdirSync(builds).filter((one) => !one.startsWith("draft-"))) {
    try {
      cpSync(join(builds, name), join(root, "dist/builds", name), { recursive: true });
    } catch (error) {
      // Another start forgets it at the moment: it is built anew here.
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
}

/** Saves as many editors do: the file is replaced by another one. */
async function save(file: string, change: (text: string) => string): Promise<string> {
  const text = await readFile(join(root, file), "utf8");
  const changed = change(text);
  expect(changed).not.toBe(text);
  await writeFile(join(root, `${file}~`), changed);
  await rename(join(root, `${file}~`), join(root, file));
  return text;
}

/** Waits for the command's words after a save. Requests meanwhile would only slow the build. */
async function isTold(words: string | RegExp, since: number): Promise<void> {
  await expect.poll(() => started.output().slice(since), PATIENCE).toMatch(words);
}

let accounts = 0;
/** Each for an account of its own: one alone would soon have all the profiles it may. */
async function create() {
  accounts += 1;
  const token = await mintToken({ dataDir, account: `jane-${accounts}` });
  api = new ApiClient(started.url ?? "", token);
  return api.post("/api/v1/profiles", { name: "Jane Doe", title: "T" });
}
const status = async () => (await create()).status;

test("a limit that is saved holds at the next answers; a fault is told, and the last good build goes on", async () => {
  expect(await status()).toBe(201);
  const since = started.output().length;
  const before = await save(LIMITS, (text) => text.replace("line: 120", "line: 5"));
  await isTold(BUILT, since);
  await expect.poll(status, PATIENCE).toBe(422);
  const told = started.output().length;
  await writeFile(join(root, LIMITS), `${before}\nexport const oops = (`);
  await isTold("The last good build", told);
  expect(started.output().slice(told)).toMatch(/limits\.ts:\d+:\d+: ERROR: Unexpected end of file/);
  expect((await create()).json.detail[0].msg).toBe("Must be at most 5 characters.");
  const repaired = started.output().length;
  await save(LIMITS, () => before);
  await isTold(BUILT, repaired);
  await expect.poll(status, PATIENCE).toBe(201);
});

test("only the functions that a file touches are restarted, and their stack traces are of the sources", async () => {
  const health = () => fetch(`${started.url}/health`);
  expect((await health()).status).toBe(200);
  const told = started.output().length;
  const before = await save(HANDLER, (text) =>
    text.replace(
      "const { account, body",
      'if (settings) throw new Error("Saved");\n    const { account, body',
    ),
  );
  await isTold(BUILT, told);
  await expect.poll(status, PATIENCE).toBe(500);
  const line = before.split("\n").findIndex((text) => text.includes("const { account, body")) + 1;
  await isTold(`functions/profiles/create-profile.ts:${line}:`, told);
  await health();
  const since = started.output().slice(told);
  expect(since).toMatch(BUILT);
  expect(since).toMatch(/GetHealth \d+ ms, /);
  await save(HANDLER, () => before);
  await expect.poll(status, PATIENCE).toBe(201);
});

test("a route with another path is another stack: it is synthesised anew, and the data is kept", async () => {
  const { json } = await create();
  const told = started.output().length;
  await save(ROUTE, (text) => text.replace('path: "/health"', 'path: "/healthy"'));
  await isTold("It runs.", told);
  const healthy = async () => (await fetch(`${started.url}/healthy`)).status;
  await expect.poll(healthy, PATIENCE).toBe(200);
  expect((await fetch(`${started.url}/health`)).status).toBe(404);
  expect((await api.get(`/api/v1/profiles/${json.id}`)).json.name).toBe("Jane Doe");
});
