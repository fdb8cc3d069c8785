import { globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rawCall } from "../support/api-client.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

const log: string[] = [];
let platform: TestPlatform;
beforeAll(async () => {
  platform = await sharedPlatform({
    log: (entry) => log.push(JSON.stringify(entry)),
  });
});
afterAll(() => platform.stop());

const KEYS = "/api/v1/api-keys";
const ALL = "/api/v1/profiles/all";

describe("a key", () => {
  test("is shown once, and acts for its account", async () => {
    const api = await platform.as("key-owner");
    const created = await api.post(KEYS, { name: "CRM" });
    expect(created.status, created.text).toBe(201);
    expect(created.json).toEqual({
      id: expect.stringMatching(/^[0-9a-z]{16}$/),
      name: "CRM",
      key: expect.stringMatching(/^pr_live_[0-9a-z]{16}_[0-9A-Za-z]{38}$/),
      last4: created.json.key.slice(-4),
      status: "active",
      createdAt: expect.any(String),
      expiresAt: null,
      lastUsedAt: null,
    });
    const partner = platform.withKey(created.json.key);
    const profile = await partner.post("/api/v1/profiles", { name: "By Key", title: "T" });
    expect(profile.status).toBe(201);
    expect((await api.get(ALL)).json).toEqual((await partner.get(ALL)).json);
    const listed = (await api.get(KEYS)).json;
    expect(listed).toHaveLength(1);
    expect(listed[0]).toMatchObject({ id: created.json.id, lastUsedAt: expect.any(String) });
    expect(listed[0]).not.toHaveProperty("key");
  });

  test("fails from the next request on when it is revoked", async () => {
    const api = await platform.as("key-revoked");
    const { id, key } = await platform.issueKey("key-revoked");
    expect((await platform.withKey(key).get(ALL)).status).toBe(200);
    expect((await api.delete(`${KEYS}/${id}`)).status).toBe(204);
    expect((await platform.withKey(key).get(ALL)).status).toBe(401);
    expect((await api.delete(`${KEYS}/${id}`)).status).toBe(404);
    expect((await api.get(KEYS)).json).toEqual([]);
    const next = await platform.issueKey("key-revoked");
    expect((await platform.withKey(next.key).get(ALL)).status).toBe(200);
  });

  test("has two good secrets during a rotation's overlap, and one without", async () => {
    const api = await platform.as("key-rotated");
    const { id, key } = await platform.issueKey("key-rotated");
    const rotated = await api.call("POST", `${KEYS}/${id}/rotate`);
    expect(rotated.status, rotated.text).toBe(200);
    expect(rotated.json.key).not.toBe(key);
    for (const good of [key, rotated.json.key]) {
      expect((await platform.withKey(good).get(ALL)).status).toBe(200);
    }
    const again = await api.post(`${KEYS}/${id}/rotate`, { overlapSeconds: 0 });
    expect((await platform.withKey(again.json.key).get(ALL)).status).toBe(200);
    for (const former of [key, rotated.json.key]) {
      expect((await platform.withKey(former).get(ALL)).status).toBe(401);
    }
    const tooLong = await api.post(`${KEYS}/${id}/rotate`, { overlapSeconds: 604_801 });
    expect(tooLong.json.detail[0]).toMatchObject({
      loc: ["body", "overlapSeconds"],
      type: "too_large",
    });
  });

  test("may expire", async () => {
    const later = new Date(Date.now() + 3_600_000).toISOString();
    const { id, key } = await platform.issueKey("key-expiring", { expiresAt: later });
    expect((await platform.withKey(key).get(ALL)).status).toBe(200);
    const api = await platform.as("key-expiring");
    expect((await api.get(KEYS)).json[0]).toMatchObject({ status: "active", expiresAt: later });
    const [stored] = (await platform.items()).filter(({ pk }) => pk === `KEY#${id}`);
    const now = new Date(Date.now() - 1).toISOString();
    await platform.putItems([{ ...stored, expiry: now }]);
    expect((await platform.withKey(key).get(ALL)).status).toBe(401);
    expect((await api.get(KEYS)).json[0]).toMatchObject({ status: "expired", expiresAt: now });
    const past = await api.post(KEYS, { name: "x", expiresAt: "2020-01-01T00:00:00Z" });
    expect(past.json.detail[0]).toMatchObject({ loc: ["body", "expiresAt"], type: "in_the_past" });
    const beyond = await api.post(KEYS, { name: "x", expiresAt: "9999-12-31T23:59:59-23:59" });
    expect(beyond.json.detail[0]).toMatchObject({ loc: ["body", "expiresAt"], type: "too_late" });
  });

  test("is one of at most 20, however many are asked for at once", async () => {
    const api = await platform.as("key-many");
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, n) => api.post(KEYS, { name: `Key ${n}` })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(4);
    expect((await api.get(KEYS)).json).toHaveLength(20);
    const [first] = answers.filter(({ status }) => status === 201);
    expect((await platform.withKey(first?.json.key).get(ALL)).status).toBe(200);
  });
});

test("a repeated request gets the key it made, and ends no overlap", async () => {
  const api = await platform.as("key-repeated");
  const once = { "idempotency-key": "issue" };
  const first = await api.post(KEYS, { name: "Once" }, once);
  const again = await api.post(KEYS, { name: "Once" }, once);
  expect(again.json).toEqual(first.json);
  expect((await api.get(KEYS)).json).toHaveLength(1);
  const path = `${KEYS}/${first.json.id}/rotate`;
  const rotated = await api.post(path, {}, { "idempotency-key": "rotate" });
  expect((await api.post(path, {}, { "idempotency-key": "rotate" })).json).toEqual(rotated.json);
  for (const good of [first.json.key, rotated.json.key]) {
    expect((await platform.withKey(good).get(ALL)).status).toBe(200);
  }
});

test("none makes a key in the gateway: its account shares one", async () => {
  const file = join(platform.dataDir, "gateway-keys.json");
  const before = await readFile(file, "utf8").catch(() => "");
  const { id } = await platform.issueKey("key-gateway");
  const [stored] = (await platform.items()).filter(({ pk }) => pk === `KEY#${id}`);
  expect(stored).not.toHaveProperty("gatewayKey");
  const api = await platform.as("key-gateway");
  expect((await api.delete(`${KEYS}/${id}`)).status).toBe(204);
  expect(await readFile(file, "utf8").catch(() => "")).toBe(before);
});

describe("who may do what", () => {
  test("keys are managed with a JWT only", async () => {
    const { id, key } = await platform.issueKey("key-session");
    const partner = platform.withKey(key);
    for (const answer of [
      await partner.get(KEYS),
      await partner.post(KEYS, { name: "x" }),
      await partner.delete(`${KEYS}/${id}`),
      await partner.post(`${KEYS}/${id}/rotate`, {}),
    ]) {
      expect(answer.status).toBe(403);
      expect(answer.json.code).toBe("jwt_required");
    }
    expect((await partner.get(ALL)).status).toBe(200);
  });

  test("another account's key reads as an unknown one", async () => {
    const { id, key } = await platform.issueKey("key-victim");
    const attacker = await platform.as("key-attacker");
    const bytes = ({ status, text }: { status: number; text: string }) =>
      `${status} ${text.replace(/"request_id":"[^"]+"/, "")}`;
    const unknown = "0123456789abcdef";
    expect(bytes(await attacker.delete(`${KEYS}/${id}`))).toBe(
      bytes(await attacker.delete(`${KEYS}/${unknown}`)),
    );
    expect(bytes(await attacker.post(`${KEYS}/${id}/rotate`, {}))).toBe(
      bytes(await attacker.post(`${KEYS}/${unknown}/rotate`, {})),
    );
    expect((await platform.withKey(key).get(ALL)).status).toBe(200);
  });

  test("two credentials must both be good and of the same account", async () => {
    const { key } = await platform.issueKey("key-both");
    const jwt = await platform.token({ account: "key-both" });
    const other = await platform.token({ account: "key-other" });
    const expired = await platform.token({ account: "key-both", lifetimeSeconds: -60 });
    const call = (token: string, apiKey: string) =>
      rawCall(platform.url, "GET", ALL, [
        ["Authorization", `Bearer ${token}`],
        ["x-api-KEY", apiKey],
      ]);
    expect((await call(jwt, key)).status).toBe(200);
    expect((await call(other, key)).status).toBe(401);
    expect((await call(expired, key)).status).toBe(401);
    expect((await call(jwt, `${key.slice(0, -1)}#`)).status).toBe(401);
    const twice = await rawCall(platform.url, "GET", ALL, [
      ["X-API-Key", key],
      ["X-API-Key", key],
    ]);
    expect(twice.status).toBe(401);
  });

  test("a mistyped key is refused without a read", async () => {
    const { key } = await platform.issueKey("key-typo");
    const typo = `${key.slice(0, 30)}${key[30] === "a" ? "b" : "a"}${key.slice(31)}`;
    platform.calls.length = 0;
    for (const bad of [typo, "", "pr_live_", key.slice(0, -1), `${key}a`, key.toUpperCase()]) {
      expect((await platform.withKey(bad).get(ALL)).status).toBe(401);
    }
    expect(platform.calls).toEqual([]);
  });
});

test("secrets appear in no table, no log, no error and no gateway key", async () => {
  const api = await platform.as("key-canary");
  const answer = await api.post(KEYS, { name: "canary" }, { "idempotency-key": "canary-request" });
  const first: string = answer.json.key;
  const rotated = await api.post(`${KEYS}/${answer.json.id}/rotate`, {});
  const second: string = rotated.json.key;
  await platform.withKey(first).get(ALL);
  await platform.withKey(second).post("/api/v1/profiles", { name: second, bad: second });
  const refused = await platform.withKey(second).call("POST", "/api/v1/profiles", {
    headers: { "content-type": "application/json" },
    body: `{"name":"${second}`,
  });
  expect(refused.text).not.toContain(second);
  const places = [JSON.stringify(await platform.items()), log.join("\n")];
  for (const file of globSync("*.json", { cwd: platform.dataDir })) {
    places.push(await readFile(join(platform.dataDir, file), "utf8"));
  }
  for (const place of places) {
    for (const key of [first, second]) {
      expect(place).not.toContain(key);
      expect(place).not.toContain(key.slice(-38));
    }
  }
});
