import { afterAll, beforeAll, expect, test } from "vitest";
import type { ApiClient } from "../support/api-client.ts";
import { ApiClient as Client } from "../support/api-client.ts";
import { makeFullProfile } from "../support/full-profile.ts";
import { readArchive } from "../support/read-archive.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

const EXPORT = "/api/v1/account/export";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await sharedPlatform();
});
afterAll(() => platform.stop());

/** Asks for an export, and waits until nothing is worked on any more. */
async function exported(api: ApiClient) {
  const { status, json, headers } = await api.call("POST", EXPORT);
  expect({ status, json }).toEqual({
    status: 202,
    json: { id: expect.any(String), status: "pending" },
  });
  expect(headers.get("location")).toBe(`${platform.url}${EXPORT}/${json.id}`);
  await platform.idle();
  return (await api.get(`${EXPORT}/${json.id}`)).json;
}

test("the archive holds what the API answers, and the photo", async () => {
  const { owner, saver, id } = await makeFullProfile(platform, "archive");
  await platform.issueKey("archive");
  await owner.post("/api/v1/contacts", { profileId: id, source: "mcp" });
  const before = Date.now();
  const made = await exported(owner);
  expect(made).toMatchObject({ status: "ready", url: expect.stringContaining("/exports/") });
  expect(Date.parse(made.expiresAt) - before).toBeLessThanOrEqual(3_600_000 + 5_000);
  const answer = await fetch(made.url);
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/zip"]);
  expect(answer.headers.get("content-disposition")).toMatch(
    /^attachment; filename="profiles-account-/,
  );
  const files = await readArchive(new Uint8Array(await answer.arrayBuffer()));
  const json = (path: string) => JSON.parse(String(files.get(path)));

  expect(json("profiles.json")).toEqual((await owner.get("/api/v1/profiles/all")).json);
  expect(json("contacts.json")).toEqual((await owner.get("/api/v1/contacts")).json.contacts);
  expect(json("leads.json")).toEqual((await owner.get("/api/v1/leads")).json.leads);
  expect(json("scans.json")).toEqual((await owner.get("/api/v1/contacts/scans")).json.scans);
  const keys = (await owner.get("/api/v1/api-keys")).json;
  expect(json("api-keys.json")).toEqual(keys);
  for (const list of ["contacts", "leads", "scans", "api-keys", "photo-uploads"]) {
    expect(json(`${list}.json`).length, list).toBeGreaterThan(0);
  }
  expect(json("account.json")).toMatchObject([{ account: "archive", plan: "free", profiles: 2 }]);
  expect(json("usage.json")).toContainEqual(expect.objectContaining({ counter: "jwt" }));
  // Of what happens within a second some is counted later.
  const [views] = json("views.json");
  expect([views.profileId, views.save > 0]).toEqual([id, true]);
  const { photoUrl } = json("profiles.json")[0];
  const photo = new Uint8Array(await (await fetch(photoUrl)).arrayBuffer());
  expect(files.get(`photos/${id}.jpg`)).toEqual(Buffer.from(photo));

  const manifest = json("manifest.json");
  expect(manifest).toMatchObject({ exportId: made.id, account: "archive", leftOut: [] });
  const listed = manifest.files.map(({ path }: { path: string }) => path);
  expect(new Set([...listed, "manifest.json"])).toEqual(new Set(files.keys()));
  expect(String(files.get("api-keys.json"))).not.toMatch(/digest|pepper|gatewayKey/);

  // Another account's reads as an unknown one, and nobody is served the object by its key.
  const foreign = await saver.get(`${EXPORT}/${made.id}`);
  const unknown = await saver.get(`${EXPORT}/0190c0de-0000-7000-8000-000000000000`);
  expect([foreign.status, foreign.json.code]).toEqual([404, "account_export_not_found"]);
  expect(foreign.json.detail).toBe(unknown.json.detail);
  const { pathname } = new URL(made.url);
  const key = pathname.slice(pathname.indexOf("exports/"));
  const served = await fetch(new URL(`/${key}`, photoUrl));
  expect(served.status).toBeGreaterThanOrEqual(400);
  // Done is done: nothing is on record, and the temporary folder is empty again.
  expect((await platform.items()).filter(({ pk }) => String(pk).startsWith("EXPORT#"))).toEqual([]);

  const again = await owner.call("POST", EXPORT);
  expect([again.status, again.json.code]).toEqual([429, "daily_export_limit_exceeded"]);
  expect(Number(again.headers.get("retry-after"))).toBeLessThanOrEqual(86_400);
});

test("an account of which nothing is stored has an archive, and a repeated request asks once", async () => {
  const api = await platform.as("archive-empty");
  const headers = { "idempotency-key": "one" };
  const first = await api.call("POST", EXPORT, { headers });
  const second = await api.call("POST", EXPORT, { headers });
  expect([second.status, second.json]).toEqual([202, first.json]);
  await platform.idle();
  const { url } = (await api.get(`${EXPORT}/${first.json.id}`)).json;
  const files = await readArchive(new Uint8Array(await (await fetch(url)).arrayBuffer()));
  expect(JSON.parse(String(files.get("profiles.json")))).toEqual([]);
});

test("an API key does not do, nor does no credential", async () => {
  const { key } = await platform.issueKey("archive-key");
  const partner = platform.withKey(key);
  expect((await partner.call("POST", EXPORT)).json.code).toBe("jwt_required");
  expect((await partner.get(`${EXPORT}/0190c0de-0000-7000-8000-000000000000`)).status).toBe(403);
  expect((await new Client(platform.url).call("POST", EXPORT)).status).toBe(401);
});
