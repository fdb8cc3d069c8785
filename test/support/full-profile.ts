import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { expect } from "vitest";
import { quarantineKey } from "../../shared/model/photo/photo-key.ts";
import { ApiClient } from "./api-client.ts";
import { jpeg } from "./images.ts";
import type { TableItem } from "./plain-item.ts";
import type { TestPlatform } from "./test-platform.ts";

export const PROFILES = "/api/v1/profiles";
export const CONTACTS = "/api/v1/contacts";
export const LEADS = "/api/v1/leads";
export const SCANS = `${CONTACTS}/scans`;
export const SAVE_LEAD = "/api/v1/public/save-contact";

/** What a visitor leaves. */
export const VISITOR = { name: "Ada Visitor", email: "ada@example.com", tos_consent: true };

/** A published profile with everything that a profile can leave behind. */
export interface FullProfile {
  readonly owner: ApiClient;
  readonly saver: ApiClient;
  readonly id: string;
  readonly path: string;
  readonly slug: string;
  /** A slug that it had before and that another profile of the owner has now. */
  readonly formerSlug: string;
  /** The profile that took it. */
  readonly heirId: string;
}

/** With photo, entries in every section, direct uploads, a former slug, a saver, leads and a scan. */
export async function makeFullProfile(
  platform: TestPlatform,
  account: string,
): Promise<FullProfile> {
  const owner = await platform.as(account);
  const saver = await platform.as(`${account}-saver`);
  const photo = await jpeg();
  const made = (await owner.form("POST", PROFILES, { name: `First ${account}`, title: "T", photo }))
    .json;
  const path = `${PROFILES}/${made.id}`;
  const slug = `second-${account}`;
  const socialLinks = [{ platform: "website", url: "https://one.example" }];
  const workExperiences = [{ jobTitle: "J", company: "C", startDate: "2020" }];
  const education = Array.from({ length: 26 }, (_, n) => ({ institution: `School ${n}` }));
  const all = {
    slug,
    isPublic: true,
    mcpDiscoverable: true,
    socialLinks,
    workExperiences,
    education,
  };
  await done(owner.patch(path, all));
  const heir = (await owner.post(PROFILES, { name: "Heir", title: "T" })).json;
  await done(owner.patch(`${PROFILES}/${heir.id}`, { slug: made.slug, isPublic: true }));
  await done(saver.post(CONTACTS, { profileId: made.id, source: "web" }));
  for (const email of ["ada@example.com", "bob@example.com"]) {
    await done(saver.post(SAVE_LEAD, { ...VISITOR, email, profile_id: made.id }));
  }
  await done(saver.post(SCANS, { profileId: made.id, source: "qr_scan" }));
  await done(owner.post(`${path}/photo-uploads`, { contentType: "image/png", contentLength: 9 }));
  await putObject(platform, quarantineKey(made.id, "0190c0de-0000-7000-8000-000000000001"));
  const places = { path, slug, formerSlug: made.slug, heirId: heir.id };
  return { owner, saver, id: made.id, ...places };
}

/** Everything in table and bucket that names the profile, beside what savers hold. */
export async function tracesOf(platform: TestPlatform, id: string) {
  const items = (await platform.items()).filter(
    (item) =>
      JSON.stringify(item).includes(id) &&
      !/^(CONTACT|SAVED)#/.test(String(item.sk)) &&
      !/^(?:USAGE|TOP)#/.test(String(item.pk)),
  );
  const objects = await platform.objectKeys(id, "emptied too");
  return { items: items.sort((a, b) => keyOf(a).localeCompare(keyOf(b))), objects };
}

/** Every way to read the profile says that it is gone; the profile with its former slug is not. */
export async function expectReadsGone(platform: TestPlatform, profile: FullProfile): Promise<void> {
  const { owner, saver, id, path, slug, formerSlug, heirId } = profile;
  const anyone = new ApiClient(platform.url);
  for (const section of ["", "/social-links", "/work-experiences", "/education"]) {
    expect((await owner.get(`${path}${section}`)).status).toBe(404);
  }
  expect((await owner.patch(path, { bio: "b" })).status).toBe(404);
  expect((await saver.get(path)).status).toBe(404);
  for (const page of [`${PROFILES}/p/${id}`, `${PROFILES}/p/${slug}`, `${CONTACTS}/${id}/vcf`]) {
    expect((await anyone.get(page)).status, page).toBe(410);
  }
  expect((await anyone.get(`${PROFILES}/p/${formerSlug}`)).json.id).toBe(heirId);
  expect((await saver.get(CONTACTS)).json.contacts).toMatchObject([
    { profileId: id, name: "", notice: "Profile removed", removedAt: expect.any(String) },
  ]);
  expect((await owner.get(LEADS)).json).toEqual({ leads: [], nextCursor: null });
  expect((await owner.get(SCANS)).json).toEqual({ scans: [] });
  const left = (await owner.get(`${PROFILES}/all`)).json;
  expect(left).toMatchObject([{ id: heirId, isPrimary: true }]);
}

/** Nothing of the profile is stored any more but its tombstone and the reservation of its slug. */
export async function expectNothingLeft(
  platform: TestPlatform,
  { id, slug }: Pick<FullProfile, "id" | "slug">,
): Promise<void> {
  const { items, objects } = await tracesOf(platform, id);
  expect(objects).toEqual([]);
  expect(items).toEqual([
    {
      ...{ pk: `PROFILE#${id}`, sk: "CARD", state: "removed", wasPublic: true },
      removedAt: expect.any(String),
      schemaVersion: 2,
    },
    expect.objectContaining({ pk: `SLUG#${slug}`, reservedUntil: expect.any(Number) }),
  ]);
}

async function done(answer: Promise<{ status: number; text: string }>): Promise<void> {
  const { status, text } = await answer;
  expect([200, 201], text).toContain(status);
}

async function putObject({ dataDir }: TestPlatform, Key: string): Promise<void> {
  const facts = JSON.parse(await readFile(join(dataDir, "server.json"), "utf8"));
  const client = new S3Client({ endpoint: facts.s3, region: "us-east-1", credentials: facts });
  await client.send(
    new PutObjectCommand({ Bucket: facts.outputs.PhotoBucketName, Key, Body: "upload" }),
  );
  client.destroy();
}

function keyOf({ pk, sk }: TableItem): string {
  return `${pk}|${sk}`;
}
