import { afterEach, expect, test } from "vitest";
import type { ApiClient } from "../support/api-client.ts";
import { jpeg } from "../support/images.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

let platform: TestPlatform;
afterEach(() => platform.stop());

const PROFILES = "/api/v1/profiles";

/** A profile with entries in every section, a photo, and its path. */
async function fullProfile(api: ApiClient, entries: number) {
  const { json } = await api.form("POST", PROFILES, {
    name: "Full",
    title: "T",
    photo: await jpeg(),
  });
  const path = `${PROFILES}/${json.id}`;
  const education = Array.from({ length: entries }, (_, n) => ({ institution: `School ${n}` }));
  const socialLinks = education.map((_, n) => ({
    platform: "website",
    url: `https://s${n}.example`,
  }));
  const changed = await api.patch(path, { education, socialLinks });
  expect(changed.status, changed.text).toBe(200);
  return { id: json.id as string, path };
}

async function expectNothingLeft(api: ApiClient, id: string): Promise<void> {
  expect((await api.get(`${PROFILES}/${id}`)).status).toBe(404);
  const items = await platform.items();
  const left = items.filter((item) => JSON.stringify(item).includes(id));
  expect(left.map(({ sk }) => sk)).toEqual(["CARD"]);
  expect(left.find(({ sk }) => sk === "CARD")).toEqual({
    pk: `PROFILE#${id}`,
    sk: "CARD",
    state: "removed",
    wasPublic: false,
    removedAt: expect.any(String),
    schemaVersion: 2,
  });
  expect(await platform.photoKeys(id)).toEqual([]);
}

test("takes entries and photo with it; the card stays as a tombstone", async () => {
  platform = await sharedPlatform();
  const api = await platform.as("removal");
  const { id, path } = await fullProfile(api, 40);
  expect((await api.delete(path)).status).toBe(204);
  await platform.idle();
  await expectNothingLeft(api, id);
});

test("a profile keeps what is its own while another one goes", async () => {
  platform = await sharedPlatform();
  const api = await platform.as("removal");
  const gone = await fullProfile(api, 3);
  const kept = await fullProfile(api, 3);
  const before = (await api.get(kept.path)).json;
  expect((await api.delete(gone.path)).status).toBe(204);
  await platform.idle();
  const after = (await api.get(kept.path)).json;
  expect(after).toMatchObject({ education: before.education, isPrimary: true });
  expect((await fetch(after.photoUrl)).status).toBe(200);
});

/** Cut the consumer's calls off one after the other: before they arrive, or with the answer lost. */
test.each([
  "drop-before",
  "drop-after",
] as const)("completes although every call of the consumer once fails (%s)", async (fault) => {
  const failed = new Set<string>();
  const failOnce = (name: string, functionName: string) => {
    if (!/removal/i.test(functionName) || failed.has(name)) return "pass";
    failed.add(name);
    return fault;
  };
  platform = await sharedPlatform({
    interceptTable: ({ operation, functionName }) => failOnce(operation, functionName),
    interceptObject: ({ operation, functionName }) => failOnce(operation, functionName),
  });
  const api = await platform.as("removal");
  const { id, path } = await fullProfile(api, 30);
  expect((await api.delete(path)).status).toBe(204);
  expect((await api.get(path)).status).toBe(404);
  await platform.idle();
  expect(failed.size).toBeGreaterThanOrEqual(4);
  await expectNothingLeft(api, id);
});

test("a create, change or deletion whose answer was lost is recognised as done", async () => {
  let fault: "pass" | "drop-after" = "pass";
  platform = await sharedPlatform({
    interceptTable: ({ operation }) => {
      const now = operation === "TransactWriteItems" ? fault : "pass";
      if (now === "drop-after") fault = "pass";
      return now;
    },
  });
  const api = await platform.as("removal");
  fault = "drop-after";
  const created = await api.post(PROFILES, { name: "Lost Answer", title: "T" });
  expect(created.status).toBe(201);
  fault = "drop-after";
  const again = await api.post(PROFILES, { name: "Lost Again", title: "T" });
  expect(again.json).toMatchObject({ slug: "lost-again" });
  const path = `${PROFILES}/${again.json.id}`;
  fault = "drop-after";
  expect((await api.patch(path, { bio: "b" })).json).toMatchObject({ bio: "b", version: 2 });
  fault = "drop-after";
  expect((await api.delete(path)).status).toBe(204);
  expect((await api.get(`${PROFILES}/all`)).json).toHaveLength(1);
});

test("a table that does not answer is a 503 in the contract's shape, and nothing is half-written", async () => {
  let down = false;
  platform = await sharedPlatform({ interceptTable: () => (down ? "drop-before" : "pass") });
  const api = await platform.as("removal");
  down = true;
  const answer = await api.post(PROFILES, { name: "Down", title: "T" });
  expect(answer.status).toBe(503);
  expect(answer.json).toEqual({
    detail: expect.stringContaining("slow or away"),
    code: "service_unavailable",
    request_id: expect.any(String),
  });
  down = false;
  expect((await api.get(`${PROFILES}/all`)).json).toEqual([]);
});
