import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { repositoryRoot } from "../../infra/repository-root.ts";
import { startProcess } from "../support/start-process.ts";

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "profiles-inspect-"));
});
afterAll(() => rm(dataDir, { recursive: true, force: true, maxRetries: 5 }));

const LISTENING = /GetHealth \| Debugger listening on (ws:\/\/127\.0\.0\.1:\d+\/\S+)/;

test("the next call waits for a debugger past the function's time, and is answered when it goes on", async () => {
  const { child, url, exit, output } = await startProcess(repositoryRoot, { DATA_DIR: dataDir }, [
    "--inspect",
    "get-health:0",
  ]);
  try {
    expect(url, output()).toBeDefined();
    let answered = false;
    const answer = fetch(`${url}/health`).then((response) => {
      answered = true;
      return response;
    });
    await expect.poll(output, { timeout: 60_000 }).toMatch(LISTENING);
    // An initialisation may take ten seconds otherwise.
    await delay(11_000);
    expect(answered).toBe(false);
    const scripts = await attach(LISTENING.exec(output())?.[1] ?? "");
    expect((await answer).status).toBe(200);
    const mapOf = () =>
      scripts.find(({ url }) => url.endsWith("/functions/get-health/index.js"))?.sourceMapURL;
    await expect.poll(mapOf).toBe("../../maps/get-health/index.js.map");
    expect((await fetch(`${url}/health`)).status).toBe(200);
  } finally {
    child.kill("SIGINT");
    expect(await exit).toBe(0);
  }
});

/** A debugger that looks at the scripts and lets the function go on. */
async function attach(address: string) {
  const scripts: { readonly url: string; readonly sourceMapURL: string }[] = [];
  const socket = new WebSocket(address);
  socket.addEventListener("message", ({ data }) => {
    const { method, params } = JSON.parse(data);
    if (method === "Debugger.scriptParsed") scripts.push(params);
  });
  await new Promise((resolve) => socket.addEventListener("open", resolve, { once: true }));
  for (const [id, method] of ["Debugger.enable", "Runtime.runIfWaitingForDebugger"].entries()) {
    socket.send(JSON.stringify({ id: id + 1, method }));
  }
  return scripts;
}

test("a function that there is not is told before anything is built, with those near it", async () => {
  const { exit, output } = await startProcess(repositoryRoot, { DATA_DIR: dataDir }, [
    "--inspect",
    "update-profil",
  ]);
  expect(await exit).toBe(1);
  expect(output()).toMatch(/^There is no function update-profil; near it are update-profile, /);
  const wrong = await startProcess(repositoryRoot, { DATA_DIR: dataDir }, ["--wach"]);
  expect(await wrong.exit).toBe(1);
  expect(wrong.output()).toBe("Usage: npm start -- [--watch] [--inspect <function>[:<port>]]\n");
});
