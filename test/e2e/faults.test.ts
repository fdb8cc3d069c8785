import { setTimeout as delay } from "node:timers/promises";
import type { DynamoDbCall, Interception } from "@profiles-api/laptop/testing";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Answer } from "../support/api-client.ts";
import { jpeg } from "../support/images.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

const PROFILES = "/api/v1/profiles";
const JANE = { name: "Jane", title: "T" };
const under = (key: string) => ({ "idempotency-key": key });

type Intercept = (call: DynamoDbCall) => Interception | Promise<Interception>;
let atTable: Intercept = () => "pass";
let atBucket: "pass" | "drop-before" = "pass";
let platform: TestPlatform;
beforeAll(async () => {
  platform = await sharedPlatform({
    interceptTable: (call) => atTable(call),
    interceptObject: () => atBucket,
  });
});
afterEach(() => {
  atTable = () => "pass";
  atBucket = "pass";
});
afterAll(() => platform.stop());

const all = async (account: string) =>
  (await (await platform.as(account)).get(`${PROFILES}/all`)).json;

function refusal(name: string, more: object = {}, status = 400): Interception {
  const __type = `com.amazonaws.dynamodb.v20120810#${name}`;
  return { status, body: { __type, message: "secret of the table", ...more } };
}

function expectUnavailable(answer: Answer): void {
  expect([answer.status, answer.json]).toEqual([
    503,
    {
      detail: expect.stringMatching(/^Something this service depends on is slow or away\./),
      code: "service_unavailable",
      request_id: expect.any(String),
    },
  ]);
  expect(answer.headers.get("retry-after")).toBe("5");
  expect(answer.headers.get("x-request-id")).toBe(answer.json.request_id);
}

/** Sends a request again for as long as its first run counts as running. */
async function untilLetGo(send: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    const answer = await send();
    if (answer.json.code !== "idempotency_in_progress") return answer;
    expect(Number(answer.headers.get("retry-after"))).toBeLessThanOrEqual(30);
    await delay(200);
  }
}

describe("a table that refuses", () => {
  const cancelled = (Code: string) => ({ CancellationReasons: [{ Code }, { Code: "None" }] });

  test.each<[string, Interception]>([
    ["ProvisionedThroughputExceededException", refusal("ProvisionedThroughputExceededException")],
    ["ThrottlingException", refusal("ThrottlingException")],
    ["RequestLimitExceeded", refusal("RequestLimitExceeded")],
    ["InternalServerError", refusal("InternalServerError", {}, 500)],
    ["ServiceUnavailable", refusal("ServiceUnavailable", {}, 503)],
    ["a broken connection", "drop-before"],
  ])("by %s is a 503 that says when to come again", async (_, decision) => {
    const api = await platform.as("refused");
    atTable = () => decision;
    expectUnavailable(await api.get(`${PROFILES}/all`));
    expectUnavailable(await api.post(PROFILES, JANE));
    atTable = () => "pass";
    expect(await all("refused")).toEqual([]);
  });

  test.each([
    "ThrottlingError",
    "ProvisionedThroughputExceeded",
  ])("a transaction for %s writes nothing, and the same request goes through later", async (code) => {
    const api = await platform.as(`cancelled-${code}`);
    atTable = ({ operation }) =>
      operation === "TransactWriteItems"
        ? refusal("TransactionCanceledException", cancelled(code))
        : "pass";
    expectUnavailable(await api.post(PROFILES, JANE, under(code)));
    atTable = () => "pass";
    const made = await api.post(PROFILES, JANE, under(code));
    expect([made.status, made.headers.get("idempotent-replayed")]).toEqual([201, null]);
    expect(await all(`cancelled-${code}`)).toHaveLength(1);
  });

  test.each([
    "ValidationException",
    "AccessDeniedException",
    "ResourceNotFoundException",
  ])("by %s, as the call was wrong, is a 500 of ours", async (name) => {
    const api = await platform.as("wrong");
    atTable = () => refusal(name);
    const answer = await api.get(`${PROFILES}/all`);
    expect([answer.status, answer.json.code]).toEqual([500, "internal_error"]);
    expect(answer.headers.get("retry-after")).toBeNull();
    expect(answer.text).not.toContain("secret");
  });

  test("is a problem document for who asks for one", async () => {
    const api = await platform.as("refused");
    atTable = () => refusal("ThrottlingException");
    const { json } = await api.get(`${PROFILES}/me`, { accept: "application/problem+json" });
    expect(json).toMatchObject({ title: "Service Unavailable", status: 503 });
  });

  test("keys of a batch, again and again, is asked three times", async () => {
    const api = await platform.as("batch");
    const { json: profile } = await api.post(PROFILES, JANE);
    await api.post(`${PROFILES}/${profile.id}/publish`, {});
    const friend = await platform.as("batch-friend");
    await friend.post("/api/v1/contacts", { profileId: profile.id, source: "web" });
    let asked = 0;
    atTable = ({ functionName, operation, body }) => {
      // The index reads cards too, in its own time.
      if (operation !== "BatchGetItem" || !/ListContacts/.test(functionName)) return "pass";
      asked += 1;
      return { status: 200, body: { Responses: {}, UnprocessedKeys: body.RequestItems ?? {} } };
    };
    expectUnavailable(await friend.get("/api/v1/contacts"));
    expect(asked).toBe(3);
  });

  test("the check of an API key is a 503 of the gateway", async () => {
    const { key } = await platform.issueKey("refused-key");
    atTable = ({ functionName }) =>
      functionName.includes("Authorize") ? refusal("ThrottlingException") : "pass";
    expectUnavailable(await platform.withKey(key).get(`${PROFILES}/all`));
  });
});

test("a bucket that is away is a 503 that leaves nothing behind", async () => {
  const api = await platform.as("bucket");
  atBucket = "drop-before";
  const form = { ...JANE, photo: await jpeg() };
  expectUnavailable(await api.form("POST", PROFILES, form, under("photo")));
  atBucket = "pass";
  expect(await all("bucket")).toEqual([]);
  expect((await api.form("POST", PROFILES, form, under("photo"))).status).toBe(201);
});

test("a table that is slow at each call is given up before the function's time is", async () => {
  const api = await platform.as("slow");
  const { json: profile } = await api.post(PROFILES, JANE);
  await api.post(`${PROFILES}/${profile.id}/publish`, {});
  // Seven calls, none of them late by itself.
  atTable = () => delay(1_700, "pass" as const);
  const startedAt = performance.now();
  const visitor = { name: "V", email: "v@example.com", tos_consent: true };
  const lead = { profile_id: profile.slug, ...visitor };
  expectUnavailable(await api.post("/api/v1/public/save-contact", lead));
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});

describe("an engine that hangs", () => {
  test("is a 503 in time, and what it does late is recognised", async () => {
    const api = await platform.as("hang");
    const { key } = await platform.issueKey("hang");
    process.kill(platform.enginePid(), "SIGSTOP");
    try {
      const startedAt = performance.now();
      const answers = await Promise.all([
        api.get(`${PROFILES}/all`),
        api.post(PROFILES, JANE, under("hang")),
        platform.withKey(key).get(`${PROFILES}/all`),
      ]);
      answers.forEach(expectUnavailable);
      expect(performance.now() - startedAt).toBeLessThan(9_000);
    } finally {
      process.kill(platform.enginePid(), "SIGCONT");
    }
    const made = await api.post(PROFILES, JANE, under("hang"));
    expect(made.status).toBe(201);
    expect(await all("hang")).toHaveLength(1);
  });

  test("during a write is a 503, and the write comes to one profile", async () => {
    const api = await platform.as("stop");
    atTable = ({ operation }) => {
      if (operation === "TransactWriteItems") process.kill(platform.enginePid(), "SIGSTOP");
      return "pass";
    };
    expectUnavailable(await api.post(PROFILES, JANE, under("stop")));
    atTable = () => "pass";
    process.kill(platform.enginePid(), "SIGCONT");
    // What hung is carried out now: the profile's write, and the one that lets the record go.
    const again = await untilLetGo(() => api.post(PROFILES, JANE, under("stop")));
    const made = await all("stop");
    expect([again.status, again.json.id, made.length]).toEqual([201, made[0].id, 1]);
  });
});
