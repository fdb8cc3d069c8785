import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { gatewayMethods } from "../../infra/constructs/route-methods.ts";
import { examplePath } from "../../shared/routes/example-of.ts";
import { routeTable } from "../../shared/routes/route-table.ts";
import { type Answer, ApiClient } from "../support/api-client.ts";
import { type Ids, UNKNOWN } from "../support/route-examples.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

const PROFILES = "/api/v1/profiles";
const page = (identifier: string) => `${PROFILES}/p/${identifier}`;

let platform: TestPlatform;
let owner: ApiClient;
let anyone: ApiClient;
let profile: { readonly id: string; readonly slug: string };
let removed: { readonly id: string };
let oldSlug: string;

beforeAll(async () => {
  platform = await sharedPlatform();
  owner = await platform.as("front-door");
  anyone = new ApiClient(platform.url);
  removed = await published();
  expect((await owner.delete(`${PROFILES}/${removed.id}`)).status).toBe(204);
  profile = await published();
  oldSlug = profile.slug;
  const slug = `jane-${profile.id.slice(-12)}`;
  profile = (await owner.patch(`${PROFILES}/${profile.id}`, { slug })).json;
});
afterAll(() => platform.stop());

async function published() {
  const { json } = await owner.post(PROFILES, { name: "Jane Doe", title: "T" });
  expect((await owner.call("POST", `${PROFILES}/${json.id}/publish`)).status).toBe(200);
  return json;
}

/** Headers that tell one answer of the same content from another. */
const OWN =
  /^(date|connection|keep-alive|x-request-id|x-amz-apigw-id|x-amzn-(requestid|trace-id))$/;

function told({ status, headers }: Answer) {
  return { status, headers: Object.fromEntries([...headers].filter(([name]) => !OWN.test(name))) };
}

/** HEAD says what GET says, and sends nothing. */
async function expectHead(path: string, status: number, headers: Record<string, string> = {}) {
  const get = await anyone.get(path, headers);
  const head = await anyone.call("HEAD", path, { headers });
  expect([get.status, head.text], path).toEqual([status, ""]);
  expect(told(head)).toEqual(told(get));
  expect(head.headers.get("x-request-id")).toBeTruthy();
  return head;
}

const open = routeTable.filter((route) => gatewayMethods(route).includes("HEAD"));
const guarded = routeTable.filter(({ method, auth }) => method === "GET" && auth !== "public");

describe("HEAD", () => {
  test.each(open)("of $path is its GET without the body", async (route) => {
    const path = examplePath(route, { ...UNKNOWN, profiles: profile.id, p: profile.slug });
    const head = await expectHead(path, 200);
    expect(Number(head.headers.get("content-length"))).toBeGreaterThan(10);
    const tag = head.headers.get("etag");
    if (tag !== null) await expectHead(path, 304, { "if-none-match": tag });
    if (!path.includes(profile.id) && !path.includes(profile.slug)) return;
    await expectHead(examplePath(route, UNKNOWN), 404);
    await expectHead(examplePath(route, { ...UNKNOWN, profiles: removed.id, p: removed.id }), 410);
  });

  test("follows an old slug, and tells of what is no id", async () => {
    const moved = await expectHead(page(oldSlug), 301);
    expect(moved.headers.get("location")).toBe(`${platform.url}${page(profile.slug)}`);
    await expectHead("/api/v1/contacts/jane/vcf", 422);
  });

  test("is no method of what needs a credential", async () => {
    const ids: Ids = { ...UNKNOWN, profiles: profile.id };
    for (const route of guarded) {
      for (const caller of [owner, anyone]) {
        expect((await caller.call("HEAD", examplePath(route, ids))).status, route.path).toBe(404);
      }
    }
    expect(guarded.length).toBeGreaterThan(5);
  });
});

describe("a path written otherwise", () => {
  test("has its escapes undone once", async () => {
    const [id, slug] = [profile.id, profile.slug].map((text) => text.replaceAll("-", "%2D"));
    expect((await anyone.get(page(slug ?? ""))).json).toMatchObject({ id: profile.id });
    expect((await anyone.get(page(id ?? ""))).json).toMatchObject({ id: profile.id });
    expect((await anyone.get(`/api/v1/contacts/${id}/vcf`)).status).toBe(200);
    expect((await owner.get(`${PROFILES}/${id}`)).json).toMatchObject({ id: profile.id });
    const twice = profile.slug.replaceAll("-", "%252D");
    expect((await anyone.get(page(twice))).status).toBe(404);
    expect((await owner.get(`${PROFILES}/${id?.replaceAll("%", "%25")}`)).status).toBe(422);
  });

  test.each([
    "%zz",
    "%",
    "%2",
    "%ff",
    "%C3%28",
    "%ED%A0%80",
    "a%2Fb",
    "%2F",
    "%00",
    "%25",
    "%252F",
  ])("names nothing where nothing can be called %s", async (text) => {
    const unknown = (await anyone.get(page("nobody"))).json;
    const answer = await anyone.get(page(text));
    expect([answer.status, answer.json.detail]).toEqual([404, unknown.detail]);
    const own = await owner.get(`${PROFILES}/${text}`);
    expect([own.status, own.json.code]).toEqual([422, "validation_error"]);
    expect((await owner.delete(`/api/v1/contacts/${text}`)).status).toBe(422);
  });

  test("may begin with several slashes", async () => {
    expect((await anyone.get("//health")).json).toEqual({ status: "ok" });
    expect((await anyone.get(`///${page(profile.slug)}`)).status).toBe(200);
    expect((await owner.get(`/${PROFILES}/me`)).status).toBe(200);
    expect((await anyone.get(`/${PROFILES}/me`)).status).toBe(401);
    expect((await anyone.get("/api//v1/profiles/me")).status).toBe(404);
  });
});

describe("an unknown endpoint", () => {
  test.each([
    ["a path", "GET", "/api/v1/nothing"],
    ["a method of the root", "PUT", "/"],
    ["a path below a page of the reference", "GET", "/docs/profiles/more"],
    ["a path with a tail", "GET", "/health/more"],
    ["a method", "PUT", "/health"],
    ["a method of what needs a credential", "PUT", `${PROFILES}/me`],
    ["a fixed part with an escape", "GET", "/%68ealth"],
  ])("is 404 with any credential and with none: %s", async (_, method, path) => {
    const signed = "AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/execute-api/aws4_request";
    const callers = [
      anyone,
      owner,
      new ApiClient(platform.url, "not-a-token"),
      new ApiClient(platform.url, { authorization: "Basic YTpi" }),
      new ApiClient(platform.url, { authorization: signed }),
      new ApiClient(platform.url, { "x-api-key": "nonsense" }),
    ];
    for (const caller of callers) {
      const { status, json, text } = await caller.call(method, path);
      const { request_id } = json;
      expect([status, json]).toEqual([
        404,
        { detail: "No such endpoint.", code: "not_found", request_id },
      ]);
      expect(text).not.toMatch(/not-a-token|YTpi|AWS4/);
    }
    const accept = { accept: "application/problem+json" };
    const problem = await owner.call(method, path, { headers: accept });
    expect(problem.json).toMatchObject({ status: 404, code: "not_found", title: "Not Found" });
  });

  test("goes to a less fixed path where that has the method", async () => {
    expect((await anyone.delete(`${PROFILES}/me`)).status).toBe(401);
    expect((await owner.delete(`${PROFILES}/me`)).json.detail).toEqual([
      { loc: ["path", "profile_id"], msg: "Must be a UUID.", type: "invalid_uuid" },
    ]);
  });
});

describe("OPTIONS", () => {
  const paths = [...new Set(routeTable.map(({ path }) => path))];

  test.each([
    [undefined, 204],
    ["application/json; charset=utf-8", 204],
    ["application/merge-patch+json", undefined],
    ["application/x-www-form-urlencoded", 204],
    ["multipart/form-data; boundary=b", 204],
    ["text/plain", 204],
    ["application/octet-stream", 204],
    ["image/png", 415],
    ["nonsense", 415],
  ])("with a body of %s is never a failure", async (type, status) => {
    const origin = { origin: "https://app.example", "access-control-request-method": "GET" };
    for (const path of paths) {
      const answer = await anyone.call("OPTIONS", path.replaceAll(/[{}]/g, ""), {
        headers: { ...origin, ...(type && { "content-type": type }) },
        ...(type && { body: "--b\r\n" }),
      });
      expect([204, 415]).toContain(answer.status);
      if (status) expect(answer.status, path).toBe(status);
      expect(answer.headers.get("access-control-allow-origin")).toBe("*");
      if (answer.status === 415)
        expect(answer.json).toMatchObject({ code: "unsupported_media_type" });
    }
  });
});

describe("every type is binary to the gateway, and", () => {
  /** What curl, a browser's page, its `<img>` and a client that is keen on bytes say. */
  const ACCEPTS = [
    undefined,
    "*/*",
    "application/json",
    "text/html,application/xhtml+xml,image/webp,*/*;q=0.8",
    "image/avif,image/webp,image/*,*/*;q=0.8",
    "application/octet-stream",
  ];
  const accepting = (accept: string | undefined) => (accept === undefined ? {} : { accept });

  test.each(ACCEPTS)("JSON goes in and out as it is, Accept: %s", async (accept) => {
    const headers = accepting(accept);
    const path = `${PROFILES}/${profile.id}`;
    const bio = "Zoë, 日本語, 🏡";
    const changed = await owner.patch(path, { bio }, headers);
    expect([changed.status, changed.json.bio]).toEqual([200, bio]);
    const read = await anyone.get(page(profile.id), headers);
    expect([read.json.bio, read.headers.get("content-type")]).toEqual([bio, "application/json"]);
    const vcard = await anyone.get(`/api/v1/contacts/${profile.id}/vcf`, headers);
    expect(vcard.text).toContain("BEGIN:VCARD");
  });

  test.each(ACCEPTS)("forms go in, and errors are text, Accept: %s", async (accept) => {
    const headers = accepting(accept);
    const form = { company: "Łoś & Söhne" };
    const changed = await owner.form("PATCH", `${PROFILES}/${profile.id}`, form, headers);
    expect([changed.status, changed.json.company]).toEqual([200, form.company]);
    for (const [answer, code] of [
      [await anyone.get(`${PROFILES}/me`, headers), "unauthorized"],
      [await anyone.get("/nowhere", headers), "not_found"],
      [await owner.post(PROFILES, {}, headers), "validation_error"],
    ] as const) {
      expect(answer.json, answer.text).toMatchObject({ code });
    }
  });
});
