import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { mintToken } from "@profiles-api/laptop/token";
import { afterAll, beforeAll, type ExpectStatic, expect, test } from "vitest";
import { repositoryRoot } from "../../infra/repository-root.ts";
import { ApiClient } from "../support/api-client.ts";
import { attachDebugger } from "../support/attach-debugger.ts";
import { idleMemory } from "../support/idle-memory.ts";
import { jpeg } from "../support/images.ts";
import { type StartProcess, startProcess } from "../support/start-process.ts";

let folder: string;
let dataDirs = 0;
const children: ChildProcess[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "profiles-start-"));
});
afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** The tests run side by side, each with a data folder of its own. */
async function newDataDir(): Promise<string> {
  dataDirs += 1;
  const dataDir = join(folder, `${dataDirs}`);
  await mkdir(dataDir);
  return dataDir;
}

/** Runs the command until it prints its address, or ends. */
async function start(env: Record<string, string> = {}, args: readonly string[] = []) {
  const DATA_DIR = env.DATA_DIR ?? (await newDataDir());
  const started = await startProcess(repositoryRoot, { ...env, DATA_DIR }, args);
  children.push(started.child);
  return started;
}

async function client({ url }: StartProcess, dataDir: string): Promise<ApiClient> {
  return new ApiClient(url ?? "", await mintToken({ dataDir, account: "jane" }));
}

test.concurrent("keeps everything acknowledged over kill -9 and a start that waits for a debugger, within its memory", async ({
  expect,
}) => {
  const dataDir = await newDataDir();
  const first = await start({ DATA_DIR: dataDir });
  await expectIdleMemory(first.child.pid);
  const api = await client(first, dataDir);
  const photo = await jpeg();
  const created = await api.form("POST", "/api/v1/profiles", { name: "Kept", title: "T", photo });
  expect(created.status).toBe(201);
  const gone = await api.form("POST", "/api/v1/profiles", { name: "Gone", title: "T", photo });
  await api.patch(`/api/v1/profiles/${gone.json.id}`, { education: [{ institution: "MIT" }] });
  expect((await api.delete(`/api/v1/profiles/${gone.json.id}`)).status).toBe(204);
  first.child.kill("SIGKILL");
  await first.exit;
  const second = await start({ DATA_DIR: dataDir }, ["--inspect", "get-health:0"]);
  expect(second.url, second.output()).toBeDefined();
  const expectKept = async () => {
    const kept = (await (await client(second, dataDir)).get("/api/v1/profiles/me")).json;
    // The new start has another port.
    const before = created.text.replaceAll(String(first.url), String(second.url));
    expect(JSON.stringify(kept)).toBe(before);
    expect((await fetch(kept.photoUrl)).status).toBe(200);
    const path = new URL(gone.json.photoUrl).pathname;
    await expect
      .poll(async () => (await fetch(`${second.url}${path}`)).status, { timeout: 60_000 })
      .toBe(403);
    await expectIdleMemory(second.child.pid);
  };
  await Promise.all([expectWaitsForDebugger(second, expect), expectKept()]);
  second.child.kill("SIGINT");
  expect(await second.exit).toBe(0);
});

/**
 * Of the platform, its engine and what watches over it: 121 MB at the start, 128 once it has served,
 * give or take 1. It was 460 MB while the CDK and the bundler stayed in the process that serves.
 */
const MOST_IDLE_MB = 200;

async function expectIdleMemory(pid: number | undefined): Promise<void> {
  const memory = await idleMemory(pid ?? 0);
  if (memory === undefined) {
    process.stderr.write("Idle memory was not measured: that takes Linux and Dynoxide.\n");
    return;
  }
  // The engine is there, and is counted.
  expect(Object.keys(memory).join()).toMatch(/start\.ts.*dynamodb/i);
  const total = Object.values(memory).reduce((sum, megabytes) => sum + megabytes, 0);
  expect(total, JSON.stringify(memory)).toBeLessThanOrEqual(MOST_IDLE_MB);
}

const LISTENING = /GetHealth \| Debugger listening on (ws:\/\/127\.0\.0\.1:\d+\/\S+)/;

/** Started with `--inspect`: the next call waits past the function's time, and is answered when it goes on. */
async function expectWaitsForDebugger(
  { url, output }: StartProcess,
  // Of the test: others run meanwhile.
  expect: ExpectStatic,
): Promise<void> {
  let answered = false;
  const answer = fetch(`${url}/health`).then((response) => {
    answered = true;
    return response;
  });
  await expect.poll(output, { timeout: 60_000 }).toMatch(LISTENING);
  // An initialisation may take ten seconds otherwise.
  await delay(11_000);
  expect(answered).toBe(false);
  const scripts = await attachDebugger(LISTENING.exec(output())?.[1] ?? "");
  expect((await answer).status).toBe(200);
  const mapOf = () =>
    scripts.find(({ url }) => url.endsWith("/functions/get-health/index.js"))?.sourceMapURL;
  await expect.poll(mapOf).toBe("../../maps/get-health/index.js.map");
  expect((await fetch(`${url}/health`)).status).toBe(200);
}

test.concurrent("a function that there is not is told before anything is built, with those near it", async () => {
  const { exit, output } = await start({}, ["--inspect", "update-profil"]);
  expect(await exit).toBe(1);
  expect(output()).toMatch(/^There is no function update-profil; near it are update-profile, /);
  const wrong = await start({}, ["--wach"]);
  expect(await wrong.exit).toBe(1);
  expect(wrong.output()).toBe("Usage: npm start -- [--watch] [--inspect <function>[:<port>]]\n");
});

test.concurrent("a busy port is one sentence", async () => {
  const blocker = createServer().listen(0, "127.0.0.1");
  await once(blocker, "listening");
  const port = String((blocker.address() as AddressInfo).port);
  const { exit, output } = await start({ PORT: port });
  expect(await exit).toBe(1);
  expect(output()).toContain(`Port ${port} is in use; set PORT to another one.`);
  expect(output()).not.toMatch(/\n\s+at /);
  blocker.close();
});

test.concurrent("a data folder that cannot be used, or a port that is none, is one sentence", async () => {
  const file = join(await newDataDir(), "file");
  await writeFile(file, "");
  await chmod(file, 0o444);
  const unusable = await start({ DATA_DIR: join(file, "below") });
  expect(await unusable.exit).toBe(1);
  expect(unusable.output()).toMatch(/The data folder .* cannot be written to/);
  expect(unusable.output()).not.toMatch(/\n\s+at /);
  const wrong = await start({ PORT: "many" });
  expect(await wrong.exit).toBe(1);
  expect(wrong.output()).toBe("PORT must be a number from 0 to 65535.\n");
});

test.concurrent.each([
  [{ PROFILES_USER_POOL: "true" }, []],
  [{}, ["-c", "userPool=retire"]],
])("says before it builds that there is no user pool here: %j %j", async (env, args) => {
  const { exit, output } = await start(env, args);
  expect(await exit).toBe(1);
  expect(output()).toBe(
    "Amazon Cognito does not run on the laptop: start without the setting userPool, and sign in with npm run token.\n",
  );
});
