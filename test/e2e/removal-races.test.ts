import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { ApiClient } from "../support/api-client.ts";
import {
  CONTACTS,
  PROFILES,
  SAVE_LEAD,
  SCANS,
  tracesOf,
  VISITOR,
} from "../support/full-profile.ts";
import { jpeg } from "../support/images.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import { TableGate } from "../support/table-gate.ts";
import type { TestPlatform } from "../support/test-platform.ts";

let platform: TestPlatform;
const gate = new TableGate();
let photo: Buffer;

beforeAll(async () => {
  photo = await jpeg();
  platform = await sharedPlatform({ interceptTable: gate.intercept });
});
afterAll(() => platform.stop());
beforeEach(() => gate.open());

interface Target {
  readonly owner: ApiClient;
  readonly id: string;
  readonly path: string;
}

async function published(account: string): Promise<Target> {
  const owner = await platform.as(account);
  const { json } = await owner.post(PROFILES, { name: `Raced ${account}`, title: "T" });
  const path = `${PROFILES}/${json.id}`;
  const education = [{ institution: "MIT" }];
  const made = await owner.patch(path, { isPublic: true, education });
  expect(made.status, made.text).toBe(200);
  return { owner, id: json.id, path };
}

async function expectOnlyTombstone(id: string): Promise<void> {
  const { items, objects } = await tracesOf(platform, id);
  expect(objects).toEqual([]);
  expect(items.filter(({ sk }) => sk !== "SLUG")).toMatchObject([{ sk: "CARD", state: "removed" }]);
  for (const { profileId, reservedUntil } of items.filter(({ sk }) => sk === "SLUG")) {
    expect(profileId).toBeUndefined();
    expect(reservedUntil).toBeDefined();
  }
}

/** The consumer has done all it will ever do, whatever else still runs. */
const removalFinished = (id: string) =>
  vi.waitFor(
    async () => {
      const items = await platform.items();
      expect(
        items.filter(({ pk, sk }) => `${pk}`.startsWith("REMOVAL#") && `${sk}`.includes(id)),
      ).toEqual([]);
    },
    { timeout: 3_000 },
  );

interface Racer {
  readonly functionName: RegExp;
  readonly run: (target: Target) => Promise<{ status: number; text: string }>;
  /** Status when the deletion was first, and when it was second. */
  readonly late: number;
  readonly early: number;
}

const upload = { contentType: "image/jpeg", contentLength: 9 };
const RACERS: Readonly<Record<string, Racer>> = {
  patch: {
    functionName: /UpdateProfile/,
    run: ({ owner, path }) => owner.patch(path, { bio: "b", education: [{ institution: "X" }] }),
    ...{ late: 404, early: 200 },
  },
  "a new photo": {
    functionName: /UpdateProfile/,
    run: ({ owner, path }) => owner.form("PATCH", path, { photo }),
    ...{ late: 404, early: 200 },
  },
  "an entry": {
    functionName: /AddSocialLink/,
    run: ({ owner, path }) =>
      owner.post(`${path}/social-links`, { platform: "x", url: "https://x.com/a" }),
    ...{ late: 404, early: 201 },
  },
  publishing: {
    functionName: /PublishProfile/,
    async run({ owner, path }) {
      return owner.call("POST", `${path}/publish`);
    },
    ...{ late: 404, early: 200 },
  },
  "a direct upload": {
    functionName: /CreatePhotoUpload/,
    run: ({ owner, path }) => owner.post(`${path}/photo-uploads`, upload),
    ...{ late: 404, early: 201 },
  },
  "a save": {
    functionName: /SaveContact/,
    async run({ id }) {
      const saver = await platform.as("saver");
      return saver.post(CONTACTS, { profileId: id, source: "web" });
    },
    ...{ late: 201, early: 201 },
  },
  "a lead": {
    functionName: /SaveLead/,
    async run({ id }) {
      const visitor = await platform.as("visitor");
      return visitor.post(SAVE_LEAD, { ...VISITOR, profile_id: id });
    },
    ...{ late: 410, early: 200 },
  },
  "a scan": {
    functionName: /RecordScan/,
    async run({ id }) {
      const visitor = await platform.as("visitor");
      return visitor.post(SCANS, { profileId: id, source: "qr_scan" });
    },
    ...{ late: 410, early: 201 },
  },
  "another deletion": {
    functionName: /DeleteProfile/,
    run: ({ owner, path }) => owner.delete(path),
    ...{ late: 404, early: 204 },
  },
};

describe.each(Object.entries(RACERS))("%s beside a deletion", (name, {
  functionName,
  run,
  late,
  early,
}) => {
  test("brings nothing back when it comes second", async () => {
    const target = await published(`late-${name}`.replaceAll(" ", "-"));
    if (name === "publishing") await target.owner.patch(target.path, { isPublic: false });
    const held = gate.hold(functionName);
    const racing = run(target);
    await held.reached;
    gate.open();
    expect((await target.owner.delete(target.path)).status).toBe(204);
    await removalFinished(target.id);
    held.release();
    const { status, text } = await racing;
    expect(status, text).toBe(late);
    await platform.idle();
    await expectOnlyTombstone(target.id);
  });

  test("goes with the rest when it comes first", async () => {
    const target = await published(`early-${name}`.replaceAll(" ", "-"));
    if (name === "publishing") await target.owner.patch(target.path, { isPublic: false });
    const held = gate.hold(/DeleteProfile/);
    const deleting = target.owner.delete(target.path);
    await held.reached;
    gate.open();
    const { status, text } = await run(target);
    expect(status, text).toBe(early);
    held.release();
    expect((await deleting).status).toBe(name === "another deletion" ? 404 : 204);
    await platform.idle();
    await expectOnlyTombstone(target.id);
  });
});

test("what was saved beside deletions reads as removed", async () => {
  const { contacts } = (await (await platform.as("saver")).get(CONTACTS)).json;
  const removed = { notice: "Profile removed", name: "", removedAt: expect.any(String) };
  expect(contacts).toMatchObject([removed, removed]);
});

test("the next primary profile may be deleted while it is to become the primary one", async () => {
  const api = await platform.as("heirs");
  const ids: string[] = [];
  for (const name of ["One", "Two", "Three"]) {
    ids.push((await api.post(PROFILES, { name, title: "T" })).json.id);
  }
  const [one, two, three] = ids;
  const held = gate.hold(/DeleteProfile/);
  const deleting = api.delete(`${PROFILES}/${one}`);
  await held.reached;
  gate.open();
  expect((await api.delete(`${PROFILES}/${two}`)).status).toBe(204);
  held.release();
  expect((await deleting).status).toBe(204);
  expect((await api.get(`${PROFILES}/me`)).json).toMatchObject({ id: three, isPrimary: true });
  expect((await api.delete(`${PROFILES}/${three}`)).status).toBe(204);
  expect((await api.get(`${PROFILES}/me`)).status).toBe(404);
  const again = (await api.post(PROFILES, { name: "Three", title: "T" })).json;
  expect(again).toMatchObject({ slug: "three", isPrimary: true });
});

test("everything at once, in orders that chance makes, leaves nothing but the tombstone", async () => {
  for (const seed of [1, 2, 3]) {
    const target = await published(`chance-${seed}`);
    gate.shuffle(seed);
    const racing = Object.values(RACERS).map(async ({ run }) => (await run(target)).status);
    expect([204, 404]).toContain((await target.owner.delete(target.path)).status);
    for (const status of await Promise.all(racing))
      expect([200, 201, 204, 404, 410]).toContain(status);
    gate.open();
    await platform.idle();
    await expectOnlyTombstone(target.id);
    expect((await target.owner.get(`${PROFILES}/all`)).json).toEqual([]);
  }
});
