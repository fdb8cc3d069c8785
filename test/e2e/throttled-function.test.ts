import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { TemplateResource } from "../support/synthesised-template.ts";
import { TableGate } from "../support/table-gate.ts";
import { startTestPlatform, type TestPlatform } from "../support/test-platform.ts";

const gate = new TableGate();
let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform({
    assembly: assemblyWithOneAtATime("GET /api/v1/profiles/all"),
    interceptTable: gate.intercept,
  });
});
afterAll(() => platform.stop());

/** The shared assembly, with one concurrent execution for a function. */
function assemblyWithOneAtATime(description: string): string {
  const shared = inject("assembly");
  // Beside the other one, as assets are found from there.
  const folder = `${shared}-one-at-a-time`;
  cpSync(shared, folder, { recursive: true });
  const file = join(folder, "ProfilesProfiles.template.json");
  const template = JSON.parse(readFileSync(file, "utf8"));
  for (const { Properties } of Object.values<TemplateResource>(template.Resources)) {
    if (Properties?.Description === description) Properties.ReservedConcurrentExecutions = 1;
  }
  writeFileSync(file, JSON.stringify(template));
  return folder;
}

test("a function over its concurrency is a 503 that says when to come again", async () => {
  const api = await platform.as("throttled");
  const { reached, release } = gate.hold(/ListProfiles/, ({ operation }) => operation === "Query");
  const first = api.get("/api/v1/profiles/all");
  await reached;
  const second = await api.get("/api/v1/profiles/all");
  expect([second.status, second.json.code]).toEqual([503, "service_unavailable"]);
  expect(second.headers.get("retry-after")).toBe("5");
  // The others go on.
  expect((await api.get("/api/v1/profiles/me")).status).toBe(404);
  gate.open();
  release();
  expect((await first).status).toBe(200);
  expect((await api.get("/api/v1/profiles/all")).status).toBe(200);
});
