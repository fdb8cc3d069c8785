import { eventually } from "@profiles-api/laptop/eventually";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { ApiClient } from "../support/api-client.ts";
import { put, requestUpload } from "../support/direct-upload.ts";
import { PROFILES, tracesOf } from "../support/full-profile.ts";
import { jpeg } from "../support/images.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import { TableGate } from "../support/table-gate.ts";
import type { TestPlatform } from "../support/test-platform.ts";

let platform: TestPlatform;
/** The next transaction of such a function is carried out, and its process dies. */
let dying: RegExp | undefined;
const gate = new TableGate();
const JANE = { name: "Jane Again", title: "T" };
const under = (key: string) => ({ "idempotency-key": key });

beforeAll(async () => {
  platform = await sharedPlatform({
    interceptTable: async (call) => {
      if (call.operation === "TransactWriteItems" && dying?.test(call.functionName)) {
        dying = undefined;
        await platform.kill(call.functionName);
      }
      return gate.intercept(call);
    },
  });
});
afterAll(() => platform.stop());
beforeEach(() => gate.open());

async function expectOnlyTombstone(id: string): Promise<void> {
  const { items, objects } = await tracesOf(platform, id);
  expect(objects).toEqual([]);
  // The record of a request that made it stays for a day, sealed.
  const own = items.filter(({ sk }) => sk !== "IDEMPOTENCY");
  expect(own).toMatchObject([{ sk: "CARD", state: "removed" }]);
}

async function remove(api: ApiClient, id: string): Promise<void> {
  expect((await api.delete(`${PROFILES}/${id}`)).status).toBe(204);
}

/** Makes the crashed requests of the platform count as no longer running. */
async function forgetRunning(): Promise<void> {
  const records = (await platform.items()).filter(({ sk }) => sk === "IDEMPOTENCY");
  await platform.putItems(records.map((record) => ({ ...record, runningUntil: 0 })));
}

test("a create whose process died is not repeated once the profile is deleted", async () => {
  const api = await platform.as("repeat");
  const kept = (await api.post(PROFILES, { name: "Kept", title: "T" })).json;
  const photo = await jpeg();
  const create = () => api.form("POST", PROFILES, { ...JANE, photo }, under("crashed"));
  dying = /CreateProfile/;
  expect((await create()).status).toBe(502);
  const made = await eventually(async () => {
    const { json } = await api.get(`${PROFILES}/all`);
    expect(json).toHaveLength(2);
    return json[1];
  });
  await forgetRunning();
  const held = gate.hold(/CreateProfile/);
  const repeated = create();
  await held.reached;
  gate.open();
  await remove(api, made.id);
  held.release();
  const { status, json } = await repeated;
  expect([status, json.code]).toEqual([409, "created_profile_removed"]);
  await platform.idle();
  await expectOnlyTombstone(made.id);
  expect((await api.get(`${PROFILES}/all`)).json).toEqual([kept]);
});

test("a create that is answered from its record brings nothing back", async () => {
  const api = await platform.as("replay");
  const first = await api.post(PROFILES, JANE, under("answered"));
  await remove(api, first.json.id);
  const again = await api.post(PROFILES, JANE, under("answered"));
  expect([again.status, again.json]).toEqual([201, first.json]);
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  await platform.idle();
  await expectOnlyTombstone(first.json.id);
});

test("a photo that is put into the store after the deletion goes too", async () => {
  const api = await platform.as("late-put");
  const { id } = (await api.post(PROFILES, JANE)).json;
  const photo = await jpeg();
  const given = await requestUpload(api, `${PROFILES}/${id}`, photo);
  await remove(api, id);
  await platform.idle();
  expect((await put(given, photo)).status).toBe(200);
  await platform.idle();
  await expectOnlyTombstone(id);
});

test("a photo that is worked on while the profile goes does not stay", async () => {
  const api = await platform.as("work");
  const { id } = (await api.post(PROFILES, JANE)).json;
  const photo = await jpeg();
  const given = await requestUpload(api, `${PROFILES}/${id}`, photo);
  const held = gate.hold(/Uploads/);
  expect((await put(given, photo)).status).toBe(200);
  await held.reached;
  gate.open();
  expect(await platform.photoKeys(id)).toHaveLength(3);
  await remove(api, id);
  await eventually(async () => expect(await platform.photoKeys(id)).toEqual([]));
  held.release();
  await platform.idle();
  await expectOnlyTombstone(id);
});

test("the name of a deleted profile is its owner's at once, and another's never just then", async () => {
  const owner = await platform.as("same-name");
  const first = (await owner.post(PROFILES, { name: "Same Name", title: "T" })).json;
  await owner.call("POST", `${PROFILES}/${first.id}/publish`);
  await remove(owner, first.id);
  const guest = await platform.as("same-name-guest");
  const other = (await guest.post(PROFILES, { name: "Same Name", title: "T" })).json;
  expect(other.slug).toMatch(/^same-name-.+$/);
  const second = (await owner.post(PROFILES, { name: "Same Name", title: "T" })).json;
  expect(second).toMatchObject({ slug: "same-name", isPrimary: true });
  expect(second.id).not.toBe(first.id);
});
