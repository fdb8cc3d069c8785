import { setTimeout as delay } from "node:timers/promises";
import type { DynamoDbCall, Interception } from "@profiles-api/laptop/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Answer } from "../support/api-client.ts";
import { jpeg } from "../support/images.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

const PROFILES = "/api/v1/profiles";
const JANE = { name: "Jane", title: "T" };
const under = (key: string) => ({ "idempotency-key": key });

type Intercept = (call: DynamoDbCall) => Interception | Promise<Interception>;
/** What becomes of calls by what they contain, a function's name or an account's: tests run side by side. */
const fates = new Map<string, Intercept>();
let atBucket: "pass" | "drop-before" = "pass";
let platform: TestPlatform;
beforeAll(async () => {
  platform = await sharedPlatform({ interceptTable: fateOf, interceptObject: () => atBucket });
});
afterAll(() => platform.stop());

function fateOf(call: DynamoDbCall): ReturnType<Intercept> {
  const text = `${call.functionName} ${JSON.stringify(call.body)}`;
  const [, intercept] = [...fates].find(([part]) => text.includes(part)) ?? [];
  return intercept?.(call) ?? "pass";
}

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

// The longest: it begins first.
test.concurrent("a table that is slow at each call is given up before the function's time is", async () => {
  const api = await platform.as("slow");
  const { json: profile } = await api.post(PROFILES, JANE);
  await api.post(`${PROFILES}/${profile.id}/publish`, {});
  // Its process runs by then: what is measured is the waiting.
  expect((await api.post("/api/v1/public/save-contact", {})).status).toBe(422);
  // Seven calls, none of them late by itself.
  fates.set("SaveLead", () => delay(1_700, "pass" as const));
  const startedAt = performance.now();
  const visitor = { name: "V", email: "v@example.com", tos_consent: true };
  const lead = { profile_id: profile.slug, ...visitor };
  expectUnavailable(await api.post("/api/v1/public/save-contact", lead));
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});

describe.concurrent("a table that refuses", () => {
  const cancelled = (Code: string) => ({ CancellationReasons: [{ Code }, { Code: "None" }] });

  test.each<[string, Interception]>([
    ["ProvisionedThroughputExceededException", refusal("ProvisionedThroughputExceededException")],
    ["ThrottlingException", refusal("ThrottlingException")],
    ["RequestLimitExceeded", refusal("RequestLimitExceeded")],
    ["InternalServerError", refusal("InternalServerError", {}, 500)],
    ["ServiceUnavailable", refusal("ServiceUnavailable", {}, 503)],
    ["a broken connection", "drop-before"],
  ])("by %s is a 503 that says when to come again", async (name, decision) => {
    const account = `refused by ${name}`;
    const api = await platform.as(account);
    fates.set(account, () => decision);
    const refused = [api.get(`${PROFILES}/all`), api.post(PROFILES, JANE)];
    for (const answer of await Promise.all(refused)) expectUnavailable(answer);
    fates.delete(account);
    expect(await all(account)).toEqual([]);
  });

  test.each([
    "ThrottlingError",
    "ProvisionedThroughputExceeded",
  ])("a transaction for %s writes nothing, and the same request goes through later", async (code) => {
    const account = `cancelled-${code}`;
    const api = await platform.as(account);
    fates.set(account, ({ operation }) =>
      operation === "TransactWriteItems"
        ? refusal("TransactionCanceledException", cancelled(code))
        : "pass",
    );
    expectUnavailable(await api.post(PROFILES, JANE, under(code)));
    fates.delete(account);
    const made = await api.post(PROFILES, JANE, under(code));
    expect([made.status, made.headers.get("idempotent-replayed")]).toEqual([201, null]);
    expect(await all(account)).toHaveLength(1);
  });

  test.each([
    "ValidationException",
    "AccessDeniedException",
    "ResourceNotFoundException",
  ])("by %s, as the call was wrong, is a 500 of ours", async (name) => {
    const account = `wrong by ${name}`;
    const api = await platform.as(account);
    fates.set(account, () => refusal(name));
    const answer = await api.get(`${PROFILES}/all`);
    expect([answer.status, answer.json.code]).toEqual([500, "internal_error"]);
    expect(answer.headers.get("retry-after")).toBeNull();
    expect(answer.text).not.toContain("secret");
  });

  test("is a problem document for who asks for one", async () => {
    const api = await platform.as("problem-document");
    fates.set("problem-document", () => refusal("ThrottlingException"));
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
    fates.set("ListContacts", ({ operation, body }) => {
      if (operation !== "BatchGetItem") return "pass";
      asked += 1;
      return { status: 200, body: { Responses: {}, UnprocessedKeys: body.RequestItems ?? {} } };
    });
    expectUnavailable(await friend.get("/api/v1/contacts"));
    expect(asked).toBe(3);
  });

  test("the check of an API key is a 503 of the gateway", async () => {
    const { id, key } = await platform.issueKey("refused-key");
    fates.set(id, ({ functionName }) =>
      functionName.includes("Authorize") ? refusal("ThrottlingException") : "pass",
    );
    expectUnavailable(await platform.withKey(key).get(`${PROFILES}/all`));
  });
});

test.concurrent("a bucket that is away is a 503 that leaves nothing behind", async () => {
  const api = await platform.as("bucket");
  atBucket = "drop-before";
  const form = { ...JANE, photo: await jpeg() };
  expectUnavailable(await api.form("POST", PROFILES, form, under("photo")));
  atBucket = "pass";
  expect(await all("bucket")).toEqual([]);
  expect((await api.form("POST", PROFILES, form, under("photo"))).status).toBe(201);
});

describe("an engine that hangs", () => {
  /** Answers of one pause of the engine, which a write began. */
  let written: Answer;
  let others: readonly Answer[];
  let tookMs: number;
  beforeAll(async () => {
    const [api, writer] = [await platform.as("hang"), await platform.as("stop")];
    const { key } = await platform.issueKey("hang");
    const hung = Promise.withResolvers<void>();
    fates.set("stop", ({ operation }) => {
      if (operation === "TransactWriteItems") {
        process.kill(platform.enginePid(), "SIGSTOP");
        hung.resolve();
      }
      return "pass";
    });
    const writing = writer.post(PROFILES, JANE, under("stop"));
    try {
      await hung.promise;
      const startedAt = performance.now();
      others = await Promise.all([
        api.get(`${PROFILES}/all`),
        api.post(PROFILES, JANE, under("hang")),
        platform.withKey(key).get(`${PROFILES}/all`),
      ]);
      tookMs = performance.now() - startedAt;
      written = await writing;
    } finally {
      fates.delete("stop");
      process.kill(platform.enginePid(), "SIGCONT");
    }
  });

  test("is a 503 in time, and what it does late is recognised", async () => {
    others.forEach(expectUnavailable);
    expect(tookMs).toBeLessThan(9_000);
    const made = await (await platform.as("hang")).post(PROFILES, JANE, under("hang"));
    expect(made.status).toBe(201);
    expect(await all("hang")).toHaveLength(1);
  });

  test("during a write is a 503, and the write comes to one profile", async () => {
    expectUnavailable(written);
    const api = await platform.as("stop");
    // What hung is carried out now: the profile's write, and the one that lets the record go.
    const again = await untilLetGo(() => api.post(PROFILES, JANE, under("stop")));
    const made = await all("stop");
    expect([again.status, again.json.id, made.length]).toEqual([201, made[0].id, 1]);
  });
});
