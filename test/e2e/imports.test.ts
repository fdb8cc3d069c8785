import { readFile } from "node:fs/promises";
import type { DynamoDbCall, Interception } from "@profiles-api/laptop/testing";
import { strToU8, zipSync } from "fflate";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createClient } from "../../packages/client/source/client.ts";
import type { Answer, ApiClient } from "../support/api-client.ts";
import { jpeg } from "../support/images.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

const PROFILES = "/api/v1/profiles";
const IMPORT = `${PROFILES}/import`;

let atTable: (call: DynamoDbCall) => Interception = () => "pass";
let platform: TestPlatform;
beforeAll(async () => {
  platform = await sharedPlatform({ interceptTable: (call) => atTable(call) });
});
afterEach(() => {
  atTable = () => "pass";
});
afterAll(() => platform.stop());

const fixture = (name: string) =>
  readFile(new URL(`../fixtures/exchange/${name}`, import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  json: "application/json",
  vcf: "text/x-vcard",
  zip: "application/x-zip-compressed",
};

const isKeeping = (body: unknown) => JSON.stringify(body).includes("REMOVE expiresAt");

function send(api: ApiClient, path: string, kind: string, body: string | Uint8Array, more = {}) {
  const headers = { "content-type": TYPES[kind] ?? kind, ...more };
  return api.call("POST", path, { headers, body });
}

const PROFILE_CSV = strToU8("First Name,Last Name,Headline\nJane,Doe,Realtor\n");

const archive = () =>
  zipSync({
    "Profile.csv": PROFILE_CSV,
    "Positions.csv": strToU8("Company Name,Title,Started On,Finished On\nAcme,Agent,Mar 2019,\n"),
    "messages.csv": strToU8("FROM\nBob\n"),
  });

const card = (...lines: string[]) =>
  ["BEGIN:VCARD", "VERSION:3.0", "FN:Jane Doe", "N:Doe;Jane;;;", ...lines, "END:VCARD", ""].join(
    "\r\n",
  );

async function cardWithPhoto(photo?: Uint8Array) {
  const bytes = Buffer.from(photo ?? (await jpeg(40, 30)));
  return card("TITLE:Realtor", `PHOTO;ENCODING=b;TYPE=JPEG:${bytes.toString("base64")}`);
}

/** A resume with this many jobs. */
const resume = (jobs: number, more = {}) =>
  JSON.stringify({
    basics: { name: "Jane Doe", label: "Realtor", ...more },
    work: Array.from({ length: jobs }, (_, at) => ({
      ...{ name: `Company ${at}`, position: "Agent", startDate: "2019-03-01" },
    })),
    education: Array.from({ length: jobs }, (_, at) => ({ institution: `School ${at}` })),
  });

/** Every item, but for what each request leaves behind. */
async function stored() {
  await platform.idle();
  const items = await platform.items();
  return items.filter(({ pk }) => !/^(?:USAGE|IDEMPOTENCY)#/.test(String(pk)));
}

function expectImport(answer: Answer, status: number): void {
  expect(answer.status, answer.text).toBe(status);
  expect(Object.keys(answer.json)).toEqual(["profile", "taken", "changed", "left"]);
}

describe("a document becomes a draft", () => {
  test.each<[string, string, () => Promise<string | Uint8Array>]>([
    ["a JSON Resume", "json", () => fixture("resume-registry.json")],
    ["a vCard with a photo", "vcf", () => cardWithPhoto()],
    ["an archive of LinkedIn", "zip", async () => archive()],
  ])("%s", async (what, kind, make) => {
    const api = await platform.as(`import ${what}`);
    const body = await make();
    const would = await send(api, `${IMPORT}?dryRun=true`, kind, body);
    expectImport(would, 200);
    expect(would.headers.get("etag")).toBeNull();
    expect((await api.get(`${PROFILES}/all`)).json).toEqual([]);
    const made = await send(api, IMPORT, kind, body);
    expectImport(made, 201);
    const { profile } = made.json;
    expect(made.headers.get("location")).toBe(`${platform.url}${PROFILES}/${profile.id}`);
    expect(made.headers.get("etag")).toBe('"1"');
    expect((await api.get(`${PROFILES}/${profile.id}`)).json).toEqual(profile);
    expect(profile).toMatchObject({ isPublic: false, isPrimary: true, version: 1 });
    // It is what was foretold, but for what only a store gives.
    const plain = ({ id, slug, createdAt, updatedAt, photo, photoUrl, ...rest }: typeof profile) =>
      JSON.parse(JSON.stringify(rest, (key, value) => (key === "id" ? "" : value)));
    expect(plain(profile)).toEqual(plain(would.json.profile));
    expect(made.json.taken).toEqual(would.json.taken);
    expect(profile.photoUrl !== "").toBe(made.json.taken.includes("photo"));
  });

  test("under an Idempotency-Key once, and without a name not at all", async () => {
    const api = await platform.as("import once");
    const once = { "idempotency-key": "once" };
    const first = await send(api, IMPORT, "vcf", card("TITLE:Chef"), once);
    const again = await send(api, IMPORT, "vcf", card("TITLE:Chef"), once);
    expect([first.status, again.status, again.json]).toEqual([201, 201, first.json]);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    const other = await send(api, IMPORT, "vcf", card("TITLE:Cook"), once);
    expect([other.status, other.json.code]).toEqual([422, "idempotency_key_reused"]);
    const nameless = await send(api, IMPORT, "json", '{"basics":{"label":"Chef"}}');
    expect(nameless.json.detail).toEqual([
      { loc: ["body", "name"], msg: "The document has no name.", type: "missing" },
    ]);
  });

  test("a picture that is none is left, and the rest is taken", async () => {
    const api = await platform.as("import broken photo");
    const broken = await cardWithPhoto((await jpeg(40, 30)).slice(0, 200));
    for (const [query, status] of [
      ["?dryRun=true", 200],
      ["", 201],
    ] as const) {
      const { json, ...answer } = await send(api, `${IMPORT}${query}`, "vcf", broken);
      expect(answer.status).toBe(status);
      expect(json.left).toContainEqual({ field: "photo", why: expect.stringMatching(/picture/) });
      expect(json.taken).not.toContain("photo");
      expect(json.profile.photoUrl).toBe("");
    }
  });
});

test("more entries than one transaction holds are there with their profile or not at all", async () => {
  const entries = ({ workExperiences, education }: Answer["json"]) =>
    workExperiences.length + education.length;
  const api = await platform.as("import many");
  const once = { "idempotency-key": "once" };
  // The transaction that opens the account: entries are stored ahead by then.
  atTable = ({ body }) =>
    JSON.stringify(body).includes("attribute_not_exists(primaryProfileId)")
      ? { status: 500, body: { __type: "InternalServerError" } }
      : "pass";
  expect((await send(api, IMPORT, "json", resume(48), once)).status).toBe(503);
  expect((await api.get(`${PROFILES}/all`)).json).toEqual([]);
  // It dies before the entries are kept: the stream does so then.
  atTable = ({ functionName, body }) =>
    /ImportProfile/.test(functionName) && isKeeping(body) ? "drop-before" : "pass";
  const made = await send(api, IMPORT, "json", resume(48), once);
  expectImport(made, 201);
  const all = (await api.get(`${PROFILES}/all`)).json;
  expect(all).toEqual([made.json.profile]);
  expect(entries(all[0])).toBe(96);
  const own = (await stored()).filter(({ owner, pk }) => `${owner} ${pk}`.includes("import many"));
  expect(own.filter(({ expiresAt }) => expiresAt !== undefined)).toEqual([]);
  expect(own.filter(({ pk }) => String(pk).startsWith("AHEAD#"))).toEqual([]);
});

test("an import keeps its entries before it answers", async () => {
  const api = await platform.as("import keeps");
  platform.calls.length = 0;
  expectImport(await send(api, IMPORT, "json", resume(48)), 201);
  const kept = platform.calls.filter(
    ({ functionName, body, status }) =>
      /ImportProfile/.test(functionName) && isKeeping(body) && status === 200,
  );
  expect(kept).toHaveLength(6);
});

describe("a document is brought into a profile", () => {
  async function published(account: string) {
    const api = await platform.as(account);
    const made = await send(
      api,
      IMPORT,
      "json",
      resume(2, { summary: "Old.", email: "j@a.example" }),
    );
    const path = `${PROFILES}/${made.json.profile.id}`;
    await api.call("POST", `${path}/publish`);
    return { api, path, into: `${path}/import`, profile: (await api.get(path)).json };
  }

  test("merge keeps, and does it once; a dry run does nothing", async () => {
    const { api, into, path, profile } = await published("import merge");
    const body = resume(3, { summary: "New." });
    const before = await stored();
    const would = await send(api, `${into}?dryRun=true`, "json", body);
    expectImport(would, 200);
    expect(await stored()).toEqual(before);
    const made = await send(api, into, "json", body);
    expectImport(made, 200);
    expect(made.json.profile).toMatchObject({
      ...{ id: profile.id, slug: profile.slug, isPublic: true, version: profile.version + 1 },
      ...{ bio: "New.", contactEmail: "j@a.example" },
    });
    const ids = made.json.profile.workExperiences.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(
      expect.arrayContaining(profile.workExperiences.map((e: { id: string }) => e.id)),
    );
    expect(ids).toHaveLength(3);
    const again = await send(api, into, "json", body);
    expect(again.json.profile).toEqual(made.json.profile);
    expect((await api.get(path)).json).toEqual(made.json.profile);
  });

  test("replace clears what the document lacks; another version is 412; too much is 422", async () => {
    const { api, into, profile } = await published("import replace");
    const outdated = await send(api, into, "vcf", card(), { "if-match": '"99"' });
    expect(outdated.status).toBe(412);
    const made = await send(api, `${into}?mode=replace`, "vcf", card("NOTE:All."), {
      "if-match": `"${profile.version}"`,
    });
    expect(made.json.profile).toMatchObject({
      ...{ title: "Realtor", bio: "All.", contactEmail: null, isPublic: true },
      ...{ workExperiences: [], education: [] },
    });
    const many = await send(api, into, "json", resume(46));
    expect(many.status).toBe(422);
    expect(many.json.detail).toEqual([
      { loc: ["body"], msg: expect.stringMatching(/At most 90 entries/), type: "too_many_changes" },
    ]);
    expect((await api.get(`${PROFILES}/${profile.id}`)).json).toEqual(made.json.profile);
    const mode = await send(api, `${into}?mode=add`, "vcf", card());
    expect(mode.json.detail[0].loc).toEqual(["query", "mode"]);
  });
});

test.each<[string, string, () => string | Uint8Array, number, string]>([
  ["another media type", "application/pdf", () => "%PDF-1.7", 415, "unsupported_media_type"],
  [
    "lists in lists",
    "json",
    () => `${"[".repeat(200_000)}${"]".repeat(200_000)}`,
    422,
    "unreadable_resume",
  ],
  ["several cards", "vcf", () => card() + card(), 422, "several_cards"],
  [
    "an archive that swells",
    "zip",
    () => zipSync({ "Profile.csv": new Uint8Array(3_000_000) }),
    413,
    "archive_too_large",
  ],
])("%s is told as such", async (_, kind, make, status, code) => {
  const api = await platform.as("import wrong");
  const answer = await send(api, IMPORT, kind, make());
  expect([answer.status, answer.json.code]).toEqual([status, code]);
});

test("what goes out as ours comes in again, with its photo and without what is this profile's alone", async () => {
  const api = await platform.as("import round trip");
  const first = await send(api, IMPORT, "vcf", await cardWithPhoto());
  const path = `${PROFILES}/${first.json.profile.id}`;
  const fields = { headline: "Own words", vertical: "law", showEmail: true, skills: ["a", "b"] };
  await send(api, `${path}/import`, "json", resume(3, { email: "j@a.example" }));
  const { json: profile } = await api.patch(path, fields);
  const { text } = await api.get(`${path}/export`);
  const { json: made } = await send(api, IMPORT, "json", text);
  const plain = ({
    id,
    slug,
    isPrimary,
    version,
    createdAt,
    updatedAt,
    photo,
    ...rest
  }: typeof profile) =>
    JSON.parse(JSON.stringify(rest, (key, value) => (/^(?:id|photoUrl)$/.test(key) ? "" : value)));
  expect(plain(made.profile)).toEqual(plain(profile));
  expect(made.taken).toContain("photo");
  expect(made.changed).toEqual([]);
});

const LARGE = 5_000_000;

test("an archive that no request carries is told what to do, and the client does it", async () => {
  const api = await platform.as("import large");
  const messages = new Uint8Array(LARGE).fill(80);
  const large = zipSync({ "messages.csv": messages, "Profile.csv": PROFILE_CSV }, { level: 0 });
  const answer = await send(api, IMPORT, "zip", large);
  expect([answer.status, answer.json.code]).toEqual([413, "body_too_large"]);
  expect(answer.json.detail).toMatch(/of a larger archive, send a ZIP of its CSV files alone/);
  const credential = await platform.token({ account: "import large" });
  const client = createClient({ url: platform.url, credential });
  const made = await client.exchange.importProfile(new Blob([large as Uint8Array<ArrayBuffer>]));
  expect(made.profile).toMatchObject({ name: "Jane Doe", title: "Realtor", version: 1 });
  expect(made.left.map(({ field }) => field)).toEqual(["messages.csv"]);
});
