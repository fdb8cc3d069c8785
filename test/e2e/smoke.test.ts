import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { repositoryRoot } from "../../infra/repository-root.ts";
import { accountDigest } from "../../shared/account-digest.ts";
import { routeTable } from "../../shared/routes/route-table.ts";
import { RUN_FOLDERS } from "../support/run-folders.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";
import { startFaultyProxy } from "./smoke-faulty-proxy.ts";
import { startPoolStub } from "./smoke-pool-stub.ts";

let platform: TestPlatform;
let emptyDir: string;
/** What the gateway and the functions have written. */
let logged: string[] = [];
beforeAll(async () => {
  platform = await sharedPlatform({ log: (entry) => logged.push(JSON.stringify(entry)) });
  emptyDir = await mkdtemp(join(tmpdir(), "profiles-smoke-"));
});
afterAll(async () => {
  await platform.stop();
  await rm(emptyDir, { recursive: true, force: true });
});

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command as `npm run smoke` does, with no other environment than this. */
function smoke(
  args: readonly string[],
  env: Record<string, string> = { DATA_DIR: platform.dataDir },
  onOutput: (text: string, command: ChildProcess) => void = () => {},
): Promise<Outcome> {
  const script = join(repositoryRoot, "infra/operations/smoke/smoke.ts");
  const command = spawn(process.execPath, [script, ...args], {
    cwd: tmpdir(),
    env: { ...RUN_FOLDERS, HOME: emptyDir, ...env },
  });
  let [stdout, stderr] = ["", ""];
  command.stdout.setEncoding("utf8").on("data", (chunk) => {
    stdout += chunk;
    onOutput(stdout, command);
  });
  command.stderr.setEncoding("utf8").on("data", (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve) => {
    command.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

function linesOf({ stdout }: Outcome, mark: string): string[] {
  return stdout.split("\n").filter((line) => line.startsWith(mark));
}

/** Profiles, contacts, keys, uploads and photos of every account there is. @param but sort keys of what may stay */
async function left(but = /^ACCOUNT$/): Promise<unknown> {
  await platform.idle();
  const items = await platform.items();
  const things = items.filter(
    ({ pk, sk }) =>
      /^(KEY|REMOVAL)#/.test(String(pk)) ||
      (String(pk).startsWith("USER#") && !but.test(String(sk))),
  );
  const holders = items.filter(
    ({ gatewayKeyId, profileIds, apiKeyIds }) => gatewayKeyId ?? profileIds ?? apiKeyIds,
  );
  const objects = await platform.objectKeys("", "emptied too");
  const kept = but.test("EXPORT#") ? /^exports\// : /^$/;
  return { things, holders, objects: objects.filter((key) => !kept.test(key)) };
}

const NOTHING = { things: [], holders: [], objects: [] };

/** What the first walk calls its things. */
let run = "";

test("on the laptop all facts hold, every route is walked, and nothing is left", async () => {
  platform.reports.length = 0;
  const outcome = await smoke([platform.url]);
  run = /"Smoke ([0-9a-f]+) …"/.exec(outcome.stdout)?.[1] ?? "";
  expect(linesOf(outcome, "FAILED")).toEqual([]);
  expect(linesOf(outcome, "-")).toEqual([]);
  expect(outcome.stdout).toMatch(/\nok {5}all \d+ routes were walked\n/);
  expect(outcome.stdout).toMatch(/\n\d{2,3} facts hold, 0 failed, in [\d.]+ s\.\n$/);
  expect([outcome.code, outcome.stderr]).toEqual([0, ""]);
  const answered = new Set(platform.reports.map(({ functionName }) => functionName));
  const silent = platform.resources
    .ofType("AWS::Lambda::Function")
    .filter(({ physicalId }) => !answered.has(physicalId))
    .map(({ properties }) => String(properties.Description));
  const routes = routeTable.map(({ method, path }) => `${method} ${path}`);
  expect(routes.filter((route) => silent.includes(route))).toEqual([]);
  expect(await left()).toEqual(NOTHING);
});

test("what was logged meanwhile names no account, and is found by its digest", async () => {
  const keys = platform.resources.ofType("AWS::Lambda::Function").flatMap(({ properties }) => {
    const { Variables } = (properties.Environment ?? {}) as { Variables?: Record<string, string> };
    return Variables?.LOG_KEY ?? [];
  });
  // Of all functions the authorizer, and those that erase.
  expect([keys.length, new Set(keys).size]).toEqual([3, 1]);
  vi.stubEnv("LOG_KEY", keys[0]);
  const accounts = ["owner", "visitor"].map((role) => `smoke-${run}-${role}`);
  const lines = logged;
  logged = [];
  for (const account of accounts) {
    expect(lines.filter((line) => line.includes(account))).toEqual([]);
    expect(lines.some((line) => line.includes(accountDigest(account)))).toBe(true);
  }
});

test("as users of the stacks' pool: faults are told, the rest is walked, all is removed", async () => {
  const proxy = await startFaultyProxy(platform.url, [
    // A transaction over several partitions that IAM refuses.
    (method, _path, body) => method === "PATCH" && body.includes('"slug"'),
    (method, path) => method === "GET" && path === "/api/v1/contacts/limits",
  ]);
  const pool = await startPoolStub(platform, proxy.url);
  const outcome = await smoke(["--stack", "Test"], { ...pool.environment, DATA_DIR: emptyDir });
  await Promise.all([proxy.stop(), pool.stop()]);
  expect(linesOf(outcome, "FAILED")).toEqual([
    expect.stringMatching(
      /change its slug \(several partitions\): expected 200, got 500 .*dynamodb:LeadingKeys.* docs\/access-patterns\.md$/,
    ),
    expect.stringMatching(/the limit of contacts counts it: .*; see docs\/openapi\.json$/),
    expect.stringMatching(/routes were walked: .*\["get-contact-limits"\]; see docs\/deploy\.md$/),
  ]);
  expect(linesOf(outcome, "-")).toEqual([
    "-      not walked: the rest of the public page: change its slug (several partitions)",
  ]);
  expect(outcome.stdout).toMatch(/\nok {5}its page is 410\n/);
  expect(outcome.stdout).toMatch(/\nok {5}everything that was made is removed again\n/);
  expect([outcome.code, outcome.stderr]).toEqual([1, ""]);
  expect(pool.made).toHaveLength(2);
  expect([pool.faults, [...pool.users.keys()]]).toEqual([[], []]);
  expect(await left()).toEqual(NOTHING);
});

test("with one token, stopped by Ctrl-C during the walk: what was made is removed", async () => {
  const token = await platform.token({ account: "smoke-alone" });
  let isStopped = false;
  const env = { SMOKE_TOKEN: token, DATA_DIR: emptyDir };
  const outcome = await smoke([platform.url], env, (text, command) => {
    if (isStopped || !text.includes("ok     save it as a contact")) return;
    isStopped = true;
    command.kill("SIGINT");
  });
  expect(linesOf(outcome, "FAILED")).toEqual([]);
  expect(linesOf(outcome, "-")).toEqual([
    "-      not walked: what another account sees of it: give --second-token",
    "-      not walked: a key beside another's JWT: give --second-token",
  ]);
  expect(outcome.stderr).toMatch(/^Stopping: /);
  expect(outcome.stdout).toMatch(/\nThe walk ended early: it stopped\.\n/);
  expect(outcome.stdout).toMatch(/\nok {5}everything that was made is removed again\n/);
  expect(outcome.stdout).not.toContain("its page is 410");
  expect(outcome.code).toBe(130);
  // The archive, for a day, and addresses that people may have seen, for thirty.
  expect(await left(/^ACCOUNT$|^(EXPORT|RESERVED)#/)).toEqual(NOTHING);
});

describe.concurrent("what cannot be walked is one sentence", () => {
  test("an address where nothing listens", async () => {
    const { code, stdout, stderr } = await smoke(["http://127.0.0.1:1"]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^Nothing listens at 127\.0\.0\.1:1; [^\n]+\n$/);
  });

  test("an address of something else", async () => {
    const { code, stderr } = await smoke([`${platform.url}/live`]);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/ is not this API: its \/health /)]);
  });

  test("a token that has expired, or is of nobody whom the API knows", async () => {
    const account = "smoke-expired";
    const old = await platform.token({ account, lifetimeSeconds: -60 });
    const [expired, foreign] = await Promise.all([
      smoke([platform.url, "--token", old]),
      smoke([platform.url], { DATA_DIR: emptyDir }),
    ]);
    expect(expired.stderr).toMatch(/^The token expired at .*; get a new one\.\n$/);
    expect(foreign.stderr).toMatch(/signed with the keys of DATA_DIR: give the one that npm start/);
    expect([expired.code, foreign.code]).toEqual([1, 1]);
  });
});
