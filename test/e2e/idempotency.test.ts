import { afterEach, expect, test } from "vitest";
import { jpeg } from "../support/images.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

let platform: TestPlatform;
afterEach(() => platform.stop());

const PROFILES = "/api/v1/profiles";
const JANE = { name: "Jane", title: "T" };
const under = (key: string) => ({ "idempotency-key": key });

test("the same request again gets the same answer and makes nothing", async () => {
  platform = await sharedPlatform();
  const api = await platform.as("idem");
  const first = await api.post(PROFILES, JANE, under("one"));
  const again = await api.post(PROFILES, JANE, under("one"));
  expect([first.status, again.status]).toEqual([201, 201]);
  expect(again.json).toEqual(first.json);
  expect(again.headers.get("location")).toBe(first.headers.get("location"));
  expect(again.headers.get("etag")).toBe('"1"');
  expect(first.headers.get("idempotent-replayed")).toBeNull();
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  expect((await api.get(`${PROFILES}/all`)).json).toHaveLength(1);
  const other = await api.post(PROFILES, { ...JANE, bio: "x" }, under("one"));
  expect([other.status, other.json.code]).toEqual([422, "idempotency_key_reused"]);
  const guest = await platform.as("idem-guest");
  expect(
    (await guest.post(PROFILES, JANE, under("one"))).headers.get("idempotent-replayed"),
  ).toBeNull();
  const wrong = await api.post(PROFILES, JANE, under("a b"));
  expect(wrong.json.detail[0].loc).toEqual(["header", "Idempotency-Key"]);
});

test("a key in quotes, as the draft standard writes it, is the same key", async () => {
  platform = await sharedPlatform();
  const api = await platform.as("idem-quoted");
  const [bare, quoted, other] = [
    await api.post(PROFILES, JANE, under("q1")),
    await api.post(PROFILES, JANE, under('"q1"')),
    await api.post(PROFILES, JANE, under('"q1')),
  ];
  expect(quoted.json).toEqual(bare.json);
  expect(other.json.id).not.toBe(bare.json.id);
  expect((await api.post(PROFILES, JANE, under('""'))).status).toBe(422);
});

test("another If-Match makes it another request", async () => {
  platform = await sharedPlatform();
  const api = await platform.as("idem-match");
  const { json } = await api.post(PROFILES, JANE);
  const publish = (version: string) =>
    api.post(`${PROFILES}/${json.id}/publish`, undefined, {
      ...under("match"),
      "if-match": version,
    });
  expect((await publish('"1"')).status).toBe(200);
  expect((await publish('"1"')).headers.get("idempotent-replayed")).toBe("true");
  const other = await publish('"2"');
  expect([other.status, other.json.code]).toEqual([422, "idempotency_key_reused"]);
});

test("a form with a photo sent again counts as the same", async () => {
  platform = await sharedPlatform();
  const api = await platform.as("idem-form");
  const photo = await jpeg();
  const first = await api.form("POST", PROFILES, { ...JANE, photo }, under("form"));
  const again = await api.form("POST", PROFILES, { ...JANE, photo }, under("form"));
  expect(again.json).toEqual(first.json);
  expect(await platform.photoKeys("")).toHaveLength(3);
  const other = await api.form(
    "POST",
    PROFILES,
    { ...JANE, photo: await jpeg(30, 30) },
    under("form"),
  );
  expect(other.status).toBe(422);
});

test("50 at once make exactly one profile", async () => {
  platform = await sharedPlatform();
  const api = await platform.as("idem-many");
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => api.post(PROFILES, JANE, under("many"))),
  );
  const made = answers.filter(({ status }) => status === 201);
  const waiting = answers.filter(({ status }) => status === 409);
  expect(made.length + waiting.length).toBe(50);
  expect(new Set(made.map(({ json }) => json.id)).size).toBe(1);
  for (const { json, headers } of waiting) {
    expect(json.code).toBe("idempotency_in_progress");
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
  }
  expect((await api.get(`${PROFILES}/all`)).json).toHaveLength(1);
});

test("a refused request is not stored: put right, it goes through", async () => {
  platform = await sharedPlatform();
  const api = await platform.as("idem-refused");
  expect((await api.post(PROFILES, { name: "Jane" }, under("fix"))).status).toBe(422);
  expect((await api.post(PROFILES, JANE, under("fix"))).status).toBe(201);
});

test.each([
  "PutItem",
  "UpdateItem",
])("a %s on the record whose answer is lost is recognised as one's own", async (operation) => {
  let lost = false;
  platform = await sharedPlatform({
    interceptTable: (call) => {
      if (
        lost ||
        call.operation !== operation ||
        !JSON.stringify(call.uses).includes("IDEMPOTENCY#")
      )
        return "pass";
      lost = true;
      return "drop-after";
    },
  });
  const api = await platform.as("idem-own");
  const made = await api.post(PROFILES, JANE, under("own"));
  expect([made.status, lost]).toEqual([201, true]);
  const again = await api.post(PROFILES, JANE, under("own"));
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  expect(again.json).toEqual(made.json);
});

test("taking a dead run's request over is recognised when its answer is lost", async () => {
  let losing = false;
  platform = await sharedPlatform({
    interceptTable: ({ operation, body }) => {
      if (!losing || operation !== "UpdateItem") return "pass";
      if (!JSON.stringify(body).includes("runningUntil = :until")) return "pass";
      losing = false;
      return "drop-after";
    },
  });
  const api = await platform.as("idem-dead");
  await api.post(PROFILES, JANE, under("dead"));
  const records = (await platform.items()).filter(({ sk }) => sk === "IDEMPOTENCY");
  await platform.putItems(
    records.map(({ answer: _, ...record }) => ({ ...record, run: "dead", runningUntil: 0 })),
  );
  losing = true;
  const resumed = await api.post(PROFILES, JANE, under("dead"));
  expect([resumed.status, losing]).toEqual([201, false]);
  expect((await api.get(`${PROFILES}/all`)).json).toHaveLength(1);
});

test("a 5xx is not stored, and what it may have made is recognised", async () => {
  let broken = true;
  platform = await sharedPlatform({
    // The transaction that opens the account: the one before it is cancelled.
    interceptTable: ({ body }) =>
      broken && JSON.stringify(body).includes("attribute_not_exists(primaryProfileId)")
        ? "drop-after"
        : "pass",
  });
  const api = await platform.as("idem-lost");
  const lost = await api.post(PROFILES, JANE, under("lost"));
  expect([lost.status, lost.json.code]).toEqual([503, "service_unavailable"]);
  broken = false;
  const made = (await api.get(`${PROFILES}/all`)).json;
  expect(made).toHaveLength(1);
  const again = await api.post(PROFILES, JANE, under("lost"));
  expect([again.status, again.json.id]).toEqual([201, made[0].id]);
  expect(again.headers.get("idempotent-replayed")).toBeNull();
  const third = await api.post(PROFILES, JANE, under("lost"));
  expect(third.headers.get("idempotent-replayed")).toBe("true");
  expect((await api.get(`${PROFILES}/all`)).json).toHaveLength(1);
});
