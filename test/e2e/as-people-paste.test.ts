import { afterAll, beforeAll, expect, test } from "vitest";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await sharedPlatform();
});
afterAll(() => platform.stop());

const PROFILES = "/api/v1/profiles";
const PASTED = {
  name: "\ufeff Zoë\u200b Ng\u00fcy\u1ec5n ",
  title: "Chef",
  bio: "Line one\u2028line two \u2068شيف\u2069",
  contactEmail: " zoe@x.com ",
  contactPhone: " +44 (0)20 7946 0958",
  vertical: "",
};
const KEPT = {
  name: "Zoë Ngüyễn",
  bio: "Line one\nline two \u2068شيف\u2069",
  contactEmail: "zoe@x.com",
  contactPhone: "+442079460958",
  vertical: "",
};

test("JSON and a form keep the same of what was pasted", async () => {
  const api = await platform.as("pasted");
  for (const made of [
    await api.post(PROFILES, PASTED),
    await api.form("POST", PROFILES, PASTED as Record<string, string>),
  ]) {
    expect(made.status, made.text).toBe(201);
    expect(made.json).toMatchObject(KEPT);
  }
});

test("a number of no country is refused, and nothing is stored", async () => {
  const api = await platform.as("pasted-number");
  const refused = await api.post(PROFILES, { ...PASTED, contactPhone: "+999 555 0123 456" });
  expect([refused.status, refused.json.detail]).toMatchObject([
    422,
    [{ loc: ["body", "contactPhone"], type: "invalid_phone" }],
  ]);
  expect((await api.get(`${PROFILES}/all`)).json).toEqual([]);
});

test("a profile that was read can be sent back whole, with its edits", async () => {
  const api = await platform.as("sent-back");
  const { json: made } = await api.post(PROFILES, { name: "Zoë", title: "Chef" });
  const path = `${PROFILES}/${made.id}`;
  const links = [
    { platform: "instagram", url: "@zoe" },
    { platform: "website", url: "zoe.dev" },
  ];
  await api.patch(path, { socialLinks: links });
  const { json: read } = await api.get(path);
  expect(read.socialLinks).toMatchObject([
    { url: "https://www.instagram.com/zoe", username: "zoe" },
    { url: "https://zoe.dev/" },
  ]);
  const same = await api.patch(path, read);
  expect([same.status, same.json]).toEqual([200, read]);
  const edited = await api.patch(path, { ...read, title: "Baker" });
  expect(edited.json).toMatchObject({ title: "Baker", headline: "Baker", version: 3 });
  const late = await api.patch(path, { ...read, title: "Cook" });
  expect([late.status, late.json.detail[0].type]).toEqual([422, "read_only"]);
});

test("a query's empty parameters count as left out, but for one that a caller means", async () => {
  const api = await platform.as("empty-query");
  expect((await api.get("/api/v1/contacts?cursor=&limit=")).status).toBe(200);
  const dry = await api.post("/api/v1/profiles/import?dryRun", { basics: { name: "Jane" } });
  expect([dry.status, dry.json.detail[0].type]).toEqual([422, "boolean_type"]);
  expect((await api.get("/api/v1/profiles/all")).json).toEqual([]);
});
