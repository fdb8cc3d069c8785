import { afterAll, beforeAll, expect, test } from "vitest";
import { ApiClient } from "../support/api-client.ts";
import { jpeg } from "../support/images.ts";
import { runOperator } from "../support/run-operator.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

const PROFILES = "/api/v1/profiles";
const CONTACTS = "/api/v1/contacts";

let platform: TestPlatform;
let anyone: ApiClient;
beforeAll(async () => {
  platform = await sharedPlatform();
  anyone = new ApiClient(platform.url);
});
afterAll(() => platform.stop());

const operator = (line: string) => runOperator(platform.dataDir, ...line.split(" "));

async function done(line: string): Promise<Record<string, unknown>> {
  const { code, report, stderr } = await operator(line);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return report;
}

async function published(owner: ApiClient, name: string) {
  const { id } = (await owner.post(PROFILES, { name, title: "Notary", vertical: "law" })).json;
  return (await owner.call("POST", `${PROFILES}/${id}/publish`)).json;
}

/** All that anybody, or another account, may ask of a profile, as `status code`. */
async function seenOf({ id, slug }: { readonly id: string; readonly slug: string }) {
  const addresses = [`${PROFILES}/p/${id}`, `${PROFILES}/p/${slug}`, `${PROFILES}/p/${slug}/qr`];
  const documents = [`${PROFILES}/p/${id}?format=json-ld`, `${CONTACTS}/${id}/vcf`];
  const answers = await Promise.all(
    [...addresses, ...documents].map(async (path) => {
      const { status, json } = await anyone.get(path);
      return `${status} ${json?.code ?? ""}`.trim();
    }),
  );
  return new Set(answers);
}

/** The lines of the audit record, oldest first. */
async function audit() {
  const items = (await platform.items()).filter(({ pk }) => String(pk).startsWith("AUDIT#"));
  return items.toSorted((a, b) => (String(a.sk) < String(b.sk) ? -1 : 1));
}

test("a profile that is taken down is hidden from everybody but its owner, until it is restored", async () => {
  const [owner, visitor] = [await platform.as("down-owner"), await platform.as("down-visitor")];
  const profile = await published(owner, "Tilda Downing");
  const { id, slug } = profile;
  const path = `${PROFILES}/${id}`;
  expect(profile.takedown).toBeNull();
  const contact = (await visitor.post(CONTACTS, { profileId: id, source: "web" })).json;
  const search = async () =>
    (await visitor.get("/api/v1/public/directory/search?query=tilda+downing")).json.results.length;
  await platform.idle();
  expect([await search(), await seenOf(profile)]).toEqual([1, new Set(["200"])]);

  expect(await done(`takedown ${id} --reason impersonation --yes`)).toMatchObject({
    ...{ profileId: id, slug, account: "down-owner", changed: true },
    takedown: { reason: "impersonation" },
  });
  expect(await search()).toBe(0);
  expect(await seenOf(profile)).toEqual(new Set(["410 profile_taken_down"]));
  const gone = await anyone.get(`${PROFILES}/p/${slug}`);
  expect(gone.json.detail).toBe("Profile taken down: impersonation");
  expect(gone.headers.get("cache-control")).toBe("no-store");
  const page = await anyone.get(`/p/${slug}`);
  expect([page.status, page.text]).toEqual([410, expect.stringContaining("impersonation")]);
  expect(page.text).not.toContain("Tilda");
  expect((await visitor.get(path)).status).toBe(404);
  expect((await visitor.get(`${CONTACTS}/${contact.id}`)).json).toMatchObject({
    ...{ profileAvailable: false, notice: "Profile not available", name: "", removedAt: null },
  });
  const scan = await visitor.post(`${CONTACTS}/scans`, { profileId: id, source: "qr_scan" });
  expect([scan.status, scan.json.code]).toEqual([410, "profile_taken_down"]);
  const other = await platform.as("down-other");
  expect((await other.post(CONTACTS, { profileId: id, source: "web" })).status).toBe(404);

  const own = (await owner.get(path)).json;
  expect(own).toMatchObject({ isPublic: true, version: profile.version + 1 });
  expect(own.takedown).toEqual({ reason: "impersonation", since: own.updatedAt });
  const changed = await owner.patch(path, { ...own, bio: "Changed", headline: "New" });
  expect(changed.json).toMatchObject({ bio: "Changed", takedown: own.takedown });
  expect((await owner.patch(path, { takedown: null })).json.detail[0]).toMatchObject({
    ...{ loc: ["body", "takedown"], type: "read_only" },
  });
  expect((await owner.call("POST", `${path}/unpublish`)).json).toMatchObject({ isPublic: false });
  const republished = (await owner.call("POST", `${path}/publish`)).json;
  expect(republished).toMatchObject({ isPublic: true, takedown: own.takedown });
  expect(await seenOf(profile)).toEqual(new Set(["410 profile_taken_down"]));
  const exported = await owner.get(`${path}/export?format=json`);
  expect(exported.text).not.toContain("takedown");

  expect(await done(`restore ${id} --yes`)).toMatchObject({ isPublic: true, changed: true });
  expect(await seenOf(profile)).toEqual(new Set(["200"]));
  expect((await owner.get(path)).json.takedown).toBeNull();
  await platform.idle();
  expect(await search()).toBe(1);
  expect((await audit()).map(({ command, subject, reason }) => [command, subject, reason])).toEqual(
    [
      ["takedown", id, "impersonation"],
      ["restore", id, undefined],
    ],
  );
  expect(JSON.stringify(await audit())).not.toContain("down-owner");
  expect((await operator(`restore ${id} --yes`)).stderr).toBe(
    `The profile ${id} is not taken down.\n`,
  );
});

test("its photo goes with it where that is asked for, also from one that is down already", async () => {
  const owner = await platform.as("down-photo");
  const { json } = await owner.form("POST", PROFILES, {
    name: "P",
    title: "T",
    photo: await jpeg(),
  });
  const { code, report } = await operator(`takedown ${json.id} --reason copyright --yes`);
  expect([code, "photoRemoved" in report]).toEqual([0, false]);
  expect((await fetch(json.photoUrl)).status).toBe(200);
  expect(await done(`takedown ${json.id} --reason copyright --photo --yes`)).toMatchObject({
    ...{ changed: false, photoRemoved: true },
  });
  await platform.idle();
  expect(await platform.objectKeys(json.id)).toEqual([]);
  const own = (await owner.get(`${PROFILES}/${json.id}`)).json;
  expect(own).toMatchObject({ photo: null, takedown: { reason: "copyright" } });
  expect((await audit()).at(-1)).toMatchObject({ subject: json.id, facts: { photo: "removed" } });
});

test("what was never public stays unknown, and one that is taken down can be deleted", async () => {
  const owner = await platform.as("down-draft");
  const draft = (await owner.post(PROFILES, { name: "Dora Draft", title: "T" })).json;
  await done(`takedown ${draft.id} --reason legal_request --yes`);
  expect(await seenOf(draft)).toEqual(new Set(["404 profile_not_found"]));
  expect((await owner.delete(`${PROFILES}/${draft.id}`)).status).toBe(204);
  const { code, stderr } = await operator(`takedown ${draft.id} --reason abuse`);
  expect([code, stderr]).toEqual([1, `The profile ${draft.id} has been deleted.\n`]);
});

test("an API key of any account is revoked by the key or its id", async () => {
  const { id, key } = await platform.issueKey("down-keys");
  expect((await platform.withKey(key).get(`${PROFILES}/all`)).status).toBe(200);
  expect(await done(`revoke ${key} --reason leaked --yes`)).toMatchObject({
    ...{ keyId: id, account: "down-keys" },
  });
  expect((await platform.withKey(key).get(`${PROFILES}/all`)).status).toBe(401);
  expect((await audit()).at(-1)).toMatchObject({
    command: "revoke",
    subject: id,
    reason: "leaked",
  });
  expect(JSON.stringify(await audit())).not.toContain(key);
  expect((await operator(`revoke ${id} --yes`)).stderr).toMatch(/^There is no API key /);
});

test("a slug is handed over, and what is kept of it is freed", async () => {
  const [owner, heir] = [await platform.as("slug-owner"), await platform.as("slug-heir")];
  const profile = await published(owner, "Acme Company");
  const target = await published(heir, "The Real Acme");
  const address = `${PROFILES}/p/${profile.slug}`;
  const moved = await done(`slug transfer ${profile.slug} ${target.id} --reason trademark --yes`);
  const { slug: fresh } = (await owner.get(`${PROFILES}/${profile.id}`)).json;
  expect(fresh).toMatch(/^acme-company-\w{4}$/);
  expect(moved).toEqual({
    ...{ slug: "acme-company", profileId: target.id, wasKeptFor: null, changed: true },
    formerHolder: { profileId: profile.id, account: "slug-owner", slug: fresh },
  });
  // It is on record for the profile, and for both accounts.
  for (const about of [target.id, "slug-owner", "slug-heir"]) {
    const records = (await done(`audit ${about}`)).records as readonly object[];
    expect(records.at(-1)).toMatchObject({ command: "slug transfer", reason: "trademark" });
  }
  expect((await anyone.get(address)).json.id).toBe(target.id);
  expect((await anyone.get(`${PROFILES}/p/${fresh}`)).json.id).toBe(profile.id);
  // The former one of the profile that got it still leads there.
  expect((await anyone.get(`${PROFILES}/p/${target.slug}`)).status).toBe(301);

  expect(await done(`slug release ${profile.slug} --yes`)).toMatchObject({
    ...{ changed: true, formerHolder: { profileId: target.id, account: "slug-heir" } },
  });
  expect((await anyone.get(address)).status).toBe(404);
  expect((await anyone.get(`${PROFILES}/p/${target.id}`)).status).toBe(200);
  expect(await done(`slug release ${target.slug} --yes`)).toMatchObject({
    wasKeptFor: "slug-heir",
  });
  expect((await anyone.get(`${PROFILES}/p/${target.slug}`)).status).toBe(404);
  const taken = await owner.patch(`${PROFILES}/${profile.id}`, { slug: target.slug });
  expect(taken.json).toMatchObject({ slug: target.slug });
  const records = (await audit()).filter(({ command }) => String(command).startsWith("slug"));
  expect(records.map(({ command }) => command)).toEqual([
    ...["slug transfer", "slug release", "slug release"],
  ]);
  // Names stay on record for ever in no form that can be read.
  for (const slug of [profile.slug, target.slug, fresh]) {
    expect(JSON.stringify(records)).not.toContain(slug);
  }
  const about = await done(`audit ${profile.slug}`);
  expect(about.records).toMatchObject([{ command: "slug transfer" }, { command: "slug release" }]);
  expect((await operator("slug release nobody-has-this --yes")).stderr).toBe(
    "nobody-has-this is free already.\n",
  );
});
