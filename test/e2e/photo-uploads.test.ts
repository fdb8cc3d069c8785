import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accountKey } from "../../shared/persistence/keys.ts";
import type { ApiClient } from "../support/api-client.ts";
import { outcome, put, requestUpload, upload } from "../support/direct-upload.ts";
import { jpeg, png } from "../support/images.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await sharedPlatform();
});
afterAll(() => platform.stop());

const PROFILES = "/api/v1/profiles";
const MOST_BYTES = 5_242_880;

async function newProfile(account: string): Promise<{ api: ApiClient; id: string; path: string }> {
  const api = await platform.as(account);
  const { json } = await api.post(PROFILES, { name: "Upload", title: "T" });
  return { api, id: json.id, path: `${PROFILES}/${json.id}` };
}

/** A JPEG of exactly so many bytes; what follows the picture is no part of it. */
async function padded(bytes: number): Promise<Buffer> {
  const photo = await jpeg(1_200, 800);
  return Buffer.concat([photo, Buffer.alloc(bytes - photo.length)]);
}

describe("a direct upload", () => {
  test("becomes the profile's photo, in three sizes", async () => {
    const { api, id, path } = await newProfile("upload-ready");
    const photo = await jpeg(2_000, 1_000);
    const given = await api.post(`${path}/photo-uploads`, {
      contentType: "image/jpeg",
      contentLength: photo.length,
    });
    expect(given.status).toBe(201);
    expect(given.json).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      method: "PUT",
      url: expect.stringContaining(`/quarantine/${id}/${given.json.id}?`),
      headers: { "Content-Type": "image/jpeg", "If-None-Match": "*" },
      expiresAt: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/),
    });
    const status = `${path}/photo-uploads/${given.json.id}`;
    expect(given.headers.get("location")).toBe(`${platform.url}${status}`);
    expect((await api.get(status)).json).toEqual({
      id: given.json.id,
      status: "pending",
      waiting: false,
      reason: null,
    });
    const lifeMs = Date.parse(given.json.expiresAt) - Date.now();
    expect(lifeMs).toBeGreaterThan(5 * 60_000);
    expect(lifeMs).toBeLessThanOrEqual(10 * 60_000);
    expect(new URL(given.json.url).searchParams.get("X-Amz-Expires")).toBe("600");
    expect((await put({ ...given.json, path: status }, photo)).status).toBe(200);
    await platform.idle();
    expect(await outcome(api, status)).toBe("ready");
    const { json } = await api.get(path);
    expect(json).toMatchObject({ version: 2, photo: { width: 1_024, height: 512 } });
    expect(json.photo.url).toBe(json.photoUrl);
    expect(json.photo.color).toMatch(/^#[0-9a-f]{6}$/);
    for (const [size, url] of Object.entries<string>(json.photo.sizes)) {
      const answer = await fetch(url);
      expect(answer.headers.get("etag")).toBeTruthy();
      const metadata = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
      expect([metadata.format, metadata.width]).toEqual(["jpeg", Number(size)]);
    }
    expect(await platform.objectKeys(id)).toHaveLength(3);
  });

  test("may have 5,242,880 bytes, and not one more", async () => {
    const { api, path } = await newProfile("upload-largest");
    const status = await upload(api, path, await padded(MOST_BYTES));
    await platform.idle();
    expect(await outcome(api, status)).toBe("ready");
    const body = { contentType: "image/png", contentLength: MOST_BYTES + 1 };
    const refused = await api.post(`${path}/photo-uploads`, body);
    expect(refused.status).toBe(422);
    expect(refused.json.detail[0]).toMatchObject({ loc: ["body", "contentLength"] });
  });

  test("is taken just as it was asked for, and once", async () => {
    const { api, path } = await newProfile("upload-strict");
    const photo = await jpeg();
    const given = await requestUpload(api, path, photo);
    const longer = Buffer.concat([photo, Buffer.alloc(1)]);
    expect((await put(given, longer)).status).toBe(403);
    expect((await put(given, photo.subarray(1))).status).toBe(403);
    const otherType = { ...given.headers, "Content-Type": "image/png" };
    expect((await put({ ...given, headers: otherType }, photo)).status).toBe(403);
    const otherKey = given.url.replace(given.id, "0190c0de-0000-7000-8000-000000000000");
    expect((await put({ ...given, url: otherKey }, photo)).status).toBe(403);
    const { "If-None-Match": _, ...unguarded } = given.headers;
    expect((await put({ ...given, headers: unguarded }, photo)).status).toBe(403);
    const both = await Promise.all([put(given, photo), put(given, photo)]);
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    await platform.idle();
    expect(await outcome(api, given.path)).toBe("ready");
    expect((await put(given, photo)).status).toBe(412);
  });

  test("is judged by its content: a PNG that calls itself a JPEG is a photo", async () => {
    const { api, path } = await newProfile("upload-png");
    const status = await upload(api, path, await png());
    await platform.idle();
    expect(await outcome(api, status)).toBe("ready");
  });

  test.each([
    ["no image", async () => Buffer.from("just text"), "Must be a JPEG or PNG image."],
    [
      "half an image",
      async () => (await jpeg(400, 300)).subarray(0, 900),
      "Could not be read as an image; is it whole?",
    ],
  ])("is rejected when it is %s, and changes nothing", async (name, photo, reason) => {
    const { api, id, path } = await newProfile(`upload ${name}`);
    const before = (await api.get(path)).json;
    const status = await upload(api, path, await photo());
    await platform.idle();
    expect(await outcome(api, status)).toBe(`rejected: ${reason}`);
    expect((await api.get(path)).json).toEqual(before);
    expect(await platform.objectKeys(id)).toEqual([]);
  });

  test("keeps to the version in If-Match, when asked for and when it arrives", async () => {
    const { api, path } = await newProfile("upload-if-match");
    const photo = await jpeg();
    const body = { contentType: "image/jpeg", contentLength: photo.length };
    const stale = await api.post(`${path}/photo-uploads`, body, { "if-match": '"7"' });
    expect(stale.status).toBe(412);
    const good = await requestUpload(api, path, photo, { "if-match": '"1"' });
    const late = await requestUpload(api, path, photo, { "if-match": '"1"' });
    await put(good, photo);
    await platform.idle();
    await put(late, photo);
    await platform.idle();
    expect(await outcome(api, good.path)).toBe("ready");
    expect(await outcome(api, late.path)).toMatch(/^rejected: The profile has changed/);
    expect((await api.get(path)).json.version).toBe(2);
  });

  test("under If-Match: * fits any version", async () => {
    const { api, path } = await newProfile("upload-any");
    const photo = await jpeg();
    const given = await requestUpload(api, path, photo, { "if-match": "*" });
    expect((await api.patch(path, { bio: "Meanwhile" })).status).toBe(200);
    await put(given, photo);
    await platform.idle();
    expect(await outcome(api, given.path)).toBe("ready");
  });

  test("that arrives after its deadline is not worked on", async () => {
    const { api, id, path } = await newProfile("upload-late");
    const photo = await jpeg();
    const given = await requestUpload(api, path, photo);
    const [stored] = (await platform.items()).filter(({ sk }) => `${sk}`.includes(given.id));
    await platform.putItems([{ ...stored, deadline: new Date(Date.now() - 1).toISOString() }]);
    await put(given, photo);
    await platform.idle();
    expect(await outcome(api, given.path)).toMatch(/^rejected: .* in time/);
    expect((await api.get(path)).json.photo).toBeNull();
    expect(await platform.objectKeys(id)).toEqual([]);
  });

  test("that arrives once its account is suspended is rejected, and nothing is tried again", async () => {
    const { api, id, path } = await newProfile("upload-suspended");
    const photo = await jpeg();
    const given = await requestUpload(api, path, photo);
    const standing = { state: "suspended", since: new Date().toISOString(), reason: "abuse" };
    const { pk, sk } = accountKey("upload-suspended");
    const account = (await platform.items()).find((item) => item.pk === pk && item.sk === sk);
    await platform.putItems([{ ...account, pk, sk, standing }]);
    await put(given, photo);
    await platform.idle();
    // The request's counter does not refuse: the standing alone was put there.
    expect(await outcome(api, given.path)).toMatch(/^rejected: The account is suspended/);
    expect((await api.get(path)).json).toMatchObject({ version: 1, photo: null });
    expect(await platform.objectKeys(id)).toEqual([]);
  });

  test("can be asked for a day long", async () => {
    const { api, path } = await newProfile("upload-old");
    const given = await requestUpload(api, path, await jpeg());
    const [stored] = (await platform.items()).filter(({ sk }) => `${sk}`.includes(given.id));
    const daysLeft = (Number(stored?.expiresAt) * 1_000 - Date.now()) / 86_400_000;
    expect(daysLeft).toBeGreaterThan(0.99);
    expect(daysLeft).toBeLessThan(1.01);
    await platform.putItems([{ ...stored, expiresAt: Math.floor(Date.now() / 1_000) - 1 }]);
    expect(await outcome(api, given.path)).toBe("404");
  });

  test("asked for twice under one Idempotency-Key is one upload", async () => {
    const { api, path } = await newProfile("upload-once");
    const photo = await jpeg();
    const key = { "idempotency-key": "once" };
    const first = await requestUpload(api, path, photo, key);
    expect(await requestUpload(api, path, photo, key)).toEqual(first);
  });
});

describe("of several requests for a photo the latest wins", () => {
  test("though an earlier upload arrives after it", async () => {
    const { api, id, path } = await newProfile("upload-late");
    const [early, late] = [await jpeg(90, 30), await jpeg(30, 90)];
    const first = await requestUpload(api, path, early);
    const second = await requestUpload(api, path, late);
    await put(second, late);
    await platform.idle();
    await put(first, early);
    await platform.idle();
    expect(await outcome(api, second.path)).toBe("ready");
    expect(await outcome(api, first.path)).toMatch(/^rejected: A later request/);
    expect((await api.get(path)).json).toMatchObject({ version: 2, photo: { width: 30 } });
    expect(await platform.objectKeys(id)).toHaveLength(3);
  });

  test("when all arrive at once", async () => {
    const { api, id, path } = await newProfile("upload-race");
    const photos = await Promise.all([10, 20, 30, 40].map((width) => jpeg(width, 90)));
    const given = [];
    for (const photo of photos) given.push(await requestUpload(api, path, photo));
    await Promise.all(given.map((one, index) => put(one, photos[index] as Buffer)));
    await platform.idle();
    expect((await api.get(path)).json.photo).toMatchObject({ width: 40 });
    expect(await outcome(api, given.at(-1)?.path ?? "")).toBe("ready");
    expect(await platform.objectKeys(id)).toHaveLength(3);
  });

  test("a form or a removal counts as a request", async () => {
    const { api, id, path } = await newProfile("upload-form");
    const photo = await jpeg();
    const [one, two] = [
      await requestUpload(api, path, photo),
      await requestUpload(api, path, photo),
    ];
    const form = await api.form("PATCH", path, { photo: await png(20, 20) });
    expect(form.status).toBe(200);
    await put(one, photo);
    await platform.idle();
    expect(await outcome(api, one.path)).toMatch(/^rejected: A later request/);
    expect((await api.get(path)).json.photoUrl).toBe(form.json.photoUrl);
    expect((await api.delete(`${path}/photo`)).status).toBe(204);
    await put(two, photo);
    await platform.idle();
    expect(await outcome(api, two.path)).toMatch(/^rejected: A later request/);
    expect((await api.get(path)).json.photo).toBeNull();
    expect(await platform.objectKeys(id)).toEqual([]);
  });
});

describe("removing a photo", () => {
  test("takes it out of every view, and its objects out of the bucket", async () => {
    const { api, id, path } = await newProfile("photo-removed");
    await api.form("PATCH", path, { photo: await jpeg() });
    await api.call("POST", `${path}/publish`);
    const saver = await platform.as("photo-saver");
    const saved = await saver.post("/api/v1/contacts", { profileId: id, source: "web" });
    expect(saved.json.photo.sizes["96"]).toContain(`/photos/${id}/`);
    const stale = await api.delete(`${path}/photo`, { "if-match": '"1"' });
    expect(stale.status).toBe(412);
    const removed = await api.delete(`${path}/photo`, { "if-match": '"3"' });
    expect([removed.status, removed.headers.get("etag")]).toEqual([204, '"4"']);
    await platform.idle();
    const views = [
      (await api.get(path)).json,
      (await saver.get(path)).json,
      (await fetch(`${platform.url}${PROFILES}/p/${id}`).then((page) => page.json())) as object,
      (await saver.get("/api/v1/contacts")).json.contacts[0],
    ];
    for (const view of views) expect(view).toMatchObject({ photoUrl: "", photo: null });
    expect(await platform.objectKeys(id)).toEqual([]);
    expect((await api.delete(`${path}/photo`)).status).toBe(204);
  });
});

describe("a profile that is deleted", () => {
  test("keeps nothing of an upload that arrives afterwards", async () => {
    const { api, id, path } = await newProfile("upload-deleted");
    const photo = await jpeg();
    const given = await requestUpload(api, path, photo);
    expect((await api.delete(path)).status).toBe(204);
    expect(await outcome(api, given.path)).toBe("404");
    expect((await put(given, photo)).status).toBe(200);
    await platform.idle();
    expect(await platform.objectKeys(id, "emptied too")).toEqual([]);
    const left = (await platform.items()).filter((item) => JSON.stringify(item).includes(id));
    expect(left.map(({ sk }) => sk)).toEqual(["CARD"]);
    const body = { contentType: "image/jpeg", contentLength: 9 };
    expect((await api.post(`${path}/photo-uploads`, body)).status).toBe(404);
  });
});
