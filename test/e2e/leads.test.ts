import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LEAD_CONSENT } from "../../shared/model/lead/lead.ts";
import { utcDay } from "../../shared/model/utc-day.ts";
import { leadKey, leadPartition, usageKey } from "../../shared/persistence/keys.ts";
import type { ApiClient } from "../support/api-client.ts";
import { LEADS, PROFILES, SAVE_LEAD, VISITOR } from "../support/full-profile.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

let platform: TestPlatform;
let visitor: ApiClient;
beforeAll(async () => {
  platform = await sharedPlatform();
  visitor = await platform.as("leads-visitor");
});
afterAll(() => platform.stop());

/** A published profile of an account. */
async function published(owner: ApiClient, name = "Lead Taker") {
  const { json } = await owner.post(PROFILES, { name, title: "T" });
  expect((await owner.call("POST", `${PROFILES}/${json.id}/publish`)).status).toBe(200);
  return json as { readonly id: string; readonly slug: string };
}

const leave = (profile_id: string, more: object = {}, api = visitor) =>
  api.post(SAVE_LEAD, { ...VISITOR, ...more, profile_id });

const leadsOf = async (owner: ApiClient) => (await owner.get(LEADS)).json.leads;

const SAVED = { contactSaved: true };

describe("a visitor's details", () => {
  test("reach the owner, with when and to what the visitor agreed, by id and by slug", async () => {
    const owner = await platform.as("leads-owner");
    const { id, slug } = await published(owner);
    const since = new Date().toISOString();
    const byId = await leave(id, { name: "Zoë", email: "Zoe@Example.com" });
    expect([byId.status, byId.json]).toEqual([200, SAVED]);
    expect((await leave(slug, { email: "bob@example.com" })).json).toEqual(SAVED);
    const [newest, oldest, ...none] = await leadsOf(owner);
    expect(none).toEqual([]);
    expect(newest).toMatchObject({ profileId: id, name: VISITOR.name, email: "bob@example.com" });
    expect(oldest).toEqual({
      ...{ id: expect.any(String), profileId: id, name: "Zoë", email: "Zoe@Example.com" },
      ...{ consentedAt: expect.stringMatching(/Z$/), consent: LEAD_CONSENT },
    });
    expect(oldest.consentedAt >= since).toBe(true);
    expect((await visitor.get(LEADS)).json).toEqual({ leads: [], nextCursor: null });
  });

  test("are one lead, however often, however written, and at once", async () => {
    const owner = await platform.as("leads-twice");
    const { id } = await published(owner);
    const first = await leave(id);
    const others = await Promise.all([
      leave(id),
      leave(id, { name: "Another Name" }),
      leave(id, { email: "ADA@example.COM" }),
      leave(id, {}, await platform.as("leads-other-caller")),
      ...Array.from({ length: 6 }, () => leave(id, { email: "racer@example.com" })),
    ]);
    const told = ({ status, text }: typeof first) => [status, text];
    for (const answer of others) expect(told(answer)).toEqual(told(first));
    const leads = await leadsOf(owner);
    expect(leads.map(({ email }: { email: string }) => email)).toEqual([
      "racer@example.com",
      "ada@example.com",
    ]);
    expect(leads[1].name).toBe(VISITOR.name);
  });

  test("are a lead of each profile they were left at", async () => {
    const owner = await platform.as("leads-two-profiles");
    for (const name of ["One", "Two"]) await leave((await published(owner, name)).id);
    expect(await leadsOf(owner)).toHaveLength(2);
  });

  test.each([
    ["without consent", { tos_consent: false }, "not_allowed"],
    ["without a word of it", { tos_consent: undefined }, "not_allowed"],
    ["with consent as text", { tos_consent: "true" }, "not_allowed"],
    ["with an empty name", { name: " " }, "too_short"],
    ["with no address", { email: "ada" }, "invalid_email"],
    ["with more than is asked for", { phone: "1" }, "unknown_field"],
  ])("are refused %s", async (_, more, type) => {
    const owner = await platform.as("leads-refused");
    const [own] = (await owner.get(`${PROFILES}/all`)).json;
    const { id } = own ?? (await published(owner));
    const answer = await leave(id, more);
    expect([answer.status, answer.json.detail[0].type]).toEqual([422, type]);
    expect(await leadsOf(owner)).toEqual([]);
  });

  test("find an unknown profile and a draft alike, and are told of a removed one", async () => {
    const owner = await platform.as("leads-draft");
    const { json: draft } = await owner.post(PROFILES, { name: "Draft", title: "T" });
    const removed = await published(owner, "Removed");
    await owner.delete(`${PROFILES}/${removed.id}`);
    const bytes = async (id: string) => {
      const { status, text } = await leave(id);
      return `${status} ${text.replace(/"request_id":"[^"]+"/, "")}`;
    };
    const unknown = await bytes("0190c0de-0000-7000-8000-000000000000");
    expect(unknown).toMatch(/^404 .*"detail":"Profile not found\."/);
    for (const id of [draft.id, draft.slug, "nobody-at-all", "No Slug!"]) {
      expect(await bytes(id)).toBe(unknown);
    }
    expect(await bytes(removed.id)).toMatch(/^410 .*profile_removed/);
  });

  test("come once under an Idempotency-Key", async () => {
    const owner = await platform.as("leads-repeat");
    const { id } = await published(owner);
    const body = { ...VISITOR, profile_id: id };
    const send = () => visitor.post(SAVE_LEAD, body, { "idempotency-key": "lead" });
    expect((await send()).json).toEqual(SAVED);
    const again = await send();
    expect([again.json, again.headers.get("idempotent-replayed")]).toEqual([SAVED, "true"]);
    expect(await leadsOf(owner)).toHaveLength(1);
  });
});

describe("a flood", () => {
  const full = (account: string, counter: string, requests: number) =>
    platform.putItems([{ ...usageKey(account, utcDay(new Date()), counter), requests }]);

  test("ends at the profile's limit and at the caller's, which nobody can tell apart", async () => {
    const owner = await platform.as("leads-flood");
    const { id } = await published(owner);
    const other = await published(owner, "Other");
    await leave(id);
    await full("leads-flood", `profile_lead#${id}`, 500);
    await full("leads-eager", "lead", 500);
    const eager = await platform.as("leads-eager");
    const refused = [
      await leave(id, { email: "new@example.com" }),
      // Else it would tell that the visitor has been there.
      await leave(id),
      await leave(other.id, {}, eager),
    ];
    const bodies = refused.map(({ status, json: { request_id, ...body } }) => ({ status, body }));
    expect(bodies[0]).toMatchObject({ status: 429, body: { code: "daily_lead_limit_exceeded" } });
    expect(bodies).toEqual(Array(3).fill(bodies[0]));
    expect(Number(refused[0]?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await leave(other.id)).status).toBe(200);
    expect(await leadsOf(owner)).toHaveLength(2);
  });

  test("of one caller ends long before the profile's day is full, and others find room", async () => {
    const owner = await platform.as("leads-one-caller");
    const { id } = await published(owner);
    const other = await published(owner, "Other");
    const caller = await platform.as("leads-crowding");
    await full("leads-crowding", `lead#${id}`, 19);
    expect((await leave(id, {}, caller)).status).toBe(200);
    const refused = await leave(id, { email: "new@example.com" }, caller);
    expect([refused.status, refused.json.code]).toEqual([429, "daily_lead_limit_exceeded"]);
    expect((await leave(other.id, {}, caller)).status).toBe(200);
    expect((await leave(id, { email: "new@example.com" })).status).toBe(200);
    expect(await leadsOf(owner)).toHaveLength(3);
  });

  test("leaves a profile's room to others once the caller has none", async () => {
    const { id } = await published(await platform.as("leads-spared"));
    const caller = await platform.as("leads-spared-caller");
    await full("leads-spared-caller", "lead", 500);
    expect((await leave(id, {}, caller)).status).toBe(429);
    const counter = usageKey("leads-spared", utcDay(new Date()), `profile_lead#${id}`);
    expect((await platform.items()).filter(({ sk }) => sk === counter.sk)).toEqual([]);
  });

  test("is counted with every repetition", async () => {
    const owner = await platform.as("leads-count");
    const { id } = await published(owner);
    const caller = await platform.as("leads-count-caller");
    for (let n = 0; n < 3; n += 1) await leave(id, {}, caller);
    const day = utcDay(new Date());
    const items = await platform.items();
    for (const { pk, sk } of [
      usageKey("leads-count", day, `profile_lead#${id}`),
      usageKey("leads-count-caller", day, "lead"),
      usageKey("leads-count-caller", day, `lead#${id}`),
    ]) {
      expect(items.find((item) => item.pk === pk && item.sk === sk)?.requests).toBe(3);
    }
  });
});

describe("the owner's list", () => {
  const email = (n: number) => `visitor${n}@example.com`;

  test("is newest first, in pages of its account's own", async () => {
    const owner = await platform.as("leads-pages");
    const { id } = await published(owner);
    for (let n = 0; n < 5; n += 1) await leave(id, { email: email(n) });
    const read: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const more: string = cursor ? `&cursor=${cursor}` : "";
      const { json } = await owner.get(`${LEADS}?limit=2${more}`);
      read.push(...json.leads.map((lead: { email: string }) => lead.email));
      cursor = json.nextCursor;
    }
    expect(read).toEqual([4, 3, 2, 1, 0].map(email));
    const { nextCursor } = (await owner.get(`${LEADS}?limit=2`)).json;
    const other = await platform.as("leads-pages-other");
    expect((await other.get(`${LEADS}?cursor=${nextCursor}`)).status).toBe(422);
    for (const query of ["limit=0", "limit=51", "cursor=x"]) {
      expect((await owner.get(`${LEADS}?${query}`)).status).toBe(422);
    }
  });

  test("loses a lead for good, and takes the same visitor again", async () => {
    const owner = await platform.as("leads-delete");
    const { id } = await published(owner);
    await leave(id);
    const [lead] = await leadsOf(owner);
    const path = `${LEADS}/${lead.id}`;
    expect((await visitor.delete(path)).status).toBe(404);
    const deleted = await owner.delete(path);
    expect([deleted.status, deleted.text]).toEqual([204, ""]);
    expect((await owner.delete(path)).json.code).toBe("lead_not_found");
    const own = leadPartition("leads-delete");
    expect((await platform.items()).filter(({ pk }) => pk === own)).toEqual([]);
    await leave(id, { name: "Ada Again" });
    expect(await leadsOf(owner)).toMatchObject([{ name: "Ada Again" }]);
  });

  test("keeps the leads of a profile that is hidden, and none of one that is deleted", async () => {
    const owner = await platform.as("leads-removal");
    const [kept, gone] = [await published(owner, "Kept"), await published(owner, "Gone")];
    await leave(kept.id);
    await leave(gone.id);
    const [{ id: leadId }] = await leadsOf(owner);
    await owner.call("POST", `${PROFILES}/${kept.id}/unpublish`);
    expect(await leadsOf(owner)).toHaveLength(2);
    await owner.delete(`${PROFILES}/${gone.id}`);
    expect(await leadsOf(owner)).toMatchObject([{ profileId: kept.id }]);
    expect((await owner.delete(`${LEADS}/${leadId}`)).status).toBe(404);
    await platform.idle();
    const own = leadPartition("leads-removal");
    const left = (await platform.items()).filter(({ pk }) => pk === own);
    expect(left.map(({ sk }) => String(sk).split("#")[0]).sort()).toEqual(["BY", "LEAD"]);
    expect(JSON.stringify(left)).not.toContain(gone.id);
  });

  test("ends with the leads' time, and then takes the same visitor anew", async () => {
    const owner = await platform.as("leads-over");
    const { id } = await published(owner);
    await leave(id);
    const [{ id: leadId }] = await leadsOf(owner);
    const own = leadPartition("leads-over");
    const items = (await platform.items()).filter(({ pk }) => pk === own);
    const lead = items.find(({ sk }) => sk === leadKey("leads-over", leadId).sk);
    const year = Date.parse(String(lead?.consentedAt)) / 1_000 + 365 * 86_400;
    expect(items.map(({ expiresAt }) => expiresAt)).toEqual(Array(2).fill(Math.ceil(year)));
    // TTL may be days late.
    const consentedAt = new Date(Date.now() - 365 * 86_400_000 - 1).toISOString();
    await platform.putItems(items.map((item) => ({ ...item, consentedAt })));
    expect((await owner.get(LEADS)).json).toEqual({ leads: [], nextCursor: null });
    expect((await owner.delete(`${LEADS}/${leadId}`)).status).toBe(404);
    expect((await leave(id, { name: "Ada Anew" })).json).toEqual(SAVED);
    expect(await leadsOf(owner)).toMatchObject([{ name: "Ada Anew" }]);
    expect((await platform.items()).filter(({ pk }) => pk === own)).toHaveLength(2);
  });
});
