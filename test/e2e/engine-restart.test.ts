import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "@profiles-api/laptop/eventually";
import { keepEngine } from "@profiles-api/laptop/testing";
import { expect, test } from "vitest";
import { startTestPlatform } from "../support/test-platform.ts";

const PROFILES = "/api/v1/profiles";
const JANE = { name: "Jane", title: "T" };

/** Kills the engine once it runs; resolves when another process has taken its place, or none will. */
async function killed(pidOf: () => number): Promise<void> {
  const pid = pidOf();
  process.kill(pid, "SIGKILL");
  await eventually(() => expect(pidOf()).not.toBe(pid));
}

// Side by side: most of their time is what lies between two starts of an engine.
test.concurrent("an engine that dies is started anew: requests meanwhile get 503, and nothing is lost", async ({
  onTestFinished,
}) => {
  const lines: string[] = [];
  const platform = await startTestPlatform({ log: (entry) => lines.push(JSON.stringify(entry)) });
  onTestFinished(platform.stop);
  const api = await platform.as("death");
  const { json: profile } = await api.post(PROFILES, JANE);
  const before = platform.enginePid();
  const writing = Array.from({ length: 5 }, (_, index) =>
    api.post(PROFILES, JANE, { "idempotency-key": `death-${index}` }),
  );
  process.kill(before, "SIGKILL");
  for (const answer of await Promise.all(writing)) {
    expect([201, 503]).toContain(answer.status);
    if (answer.status === 503) expect(answer.headers.get("retry-after")).toBe("5");
  }
  await eventually(async () => expect((await api.get(`${PROFILES}/all`)).status).toBe(200));
  expect(platform.enginePid()).not.toBe(before);
  expect((await api.get(`${PROFILES}/${profile.id}`)).json).toEqual(profile);
  expect(lines.some((line) => line.includes("ended by itself"))).toBe(true);
  expect(lines.some((line) => line.includes("runs again, with its data"))).toBe(true);

  // The same requests make what is not there yet, and nothing twice.
  for (const index of writing.keys()) {
    const under = { "idempotency-key": `death-${index}` };
    await eventually(async () => expect((await api.post(PROFILES, JANE, under)).status).toBe(201));
  }
  expect((await api.get(`${PROFILES}/all`)).json).toHaveLength(6);

  // The stream goes on, too: a removal needs it.
  await api.patch(`${PROFILES}/${profile.id}`, { education: [{ institution: "MIT" }] });
  expect((await api.delete(`${PROFILES}/${profile.id}`)).status).toBe(204);
  await platform.idle();
  const left = (await platform.items()).filter(({ sk }) => String(sk).includes(profile.id));
  expect(left.filter(({ sk }) => String(sk).includes("#EDU#"))).toEqual([]);
});

test.concurrent("an engine that keeps dying is given up: the platform says so, and stops", async ({
  onTestFinished,
}) => {
  const told: string[] = [];
  const platform = await startTestPlatform({ onFailure: (message) => told.push(message) });
  onTestFinished(platform.stop);
  const { url } = platform;
  for (let death = 0; death < 5; death += 1) await killed(platform.enginePid);
  process.kill(platform.enginePid(), "SIGKILL");
  await eventually(() => expect(told).toHaveLength(1));
  expect(told[0]).toMatch(
    /^The DynamoDB engine keeps ending, and is started no more\. .*ended by itself/,
  );
  await expect(fetch(`${url}/health`)).rejects.toThrow();
});

test.concurrent("an engine that is stopped while it is started anew stays stopped", async ({
  onTestFinished,
}) => {
  const notes: string[] = [];
  const ended = Promise.withResolvers<void>();
  const engine = await keepEngine({
    dataDir: mkdtempSync(join(tmpdir(), "engine-")),
    note: (message) => {
      notes.push(message);
      ended.resolve();
    },
    onGivenUp: (message) => notes.push(message),
  });
  onTestFinished(() => engine.stop());
  const { endpoint } = engine;
  process.kill(engine.pid, "SIGKILL");
  await ended.promise;
  await engine.stop();
  await expect(fetch(endpoint)).rejects.toThrow();
  expect(notes.join()).not.toContain("keeps ending");
});
