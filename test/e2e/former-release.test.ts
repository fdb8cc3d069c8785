import { afterAll, beforeAll, expect, test } from "vitest";
import { ApiClient } from "../support/api-client.ts";
import { indexInTable } from "../support/directory-oracle.ts";
import { FORMER, formerItems } from "../support/former-items.ts";
import { CONTACTS, PROFILES } from "../support/full-profile.ts";
import type { TableItem } from "../support/plain-item.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

/** Items of the release before, read and changed through the front door. */
let platform: TestPlatform;
let owner: ApiClient;
let saver: ApiClient;
let anyone: ApiClient;
beforeAll(async () => {
  platform = await sharedPlatform();
  owner = await platform.as(FORMER.owner);
  saver = await platform.as(FORMER.saver);
  anyone = new ApiClient(platform.url);
  await platform.putItems(formerItems);
});
afterAll(() => platform.stop());

const path = `${PROFILES}/${FORMER.id}`;
const page = `${PROFILES}/p/${FORMER.slug}`;
const nameOf = ({ pk, sk }: TableItem) => `${pk}|${sk}`;

/** The items that were there from the start, by key. */
async function former(): Promise<ReadonlyMap<string, TableItem>> {
  const kept = new Set(formerItems.map(nameOf));
  const items = (await platform.items()).filter((item) => kept.has(nameOf(item)));
  return new Map(items.map((item) => [nameOf(item), item]));
}

test("are read, changed and read again, and lose nothing that nobody knows", async () => {
  const before = await owner.get(path);
  expect(before.json).toMatchObject({
    ...{ name: "Former Jane", version: 5, mcpDiscoverable: true, isPrimary: true },
    ...{ socialLinks: [{ username: "jane" }], workExperiences: [{ jobTitle: "Agent" }] },
  });
  // Seen often, it is read often: the card does not say which version it is.
  for (let n = 0; n < 3; n += 1) {
    const seen = await anyone.get(page);
    expect(seen.json).toMatchObject({ bio: "Before.", contactEmail: "jane@example.com" });
    const held = { "if-none-match": seen.headers.get("etag") ?? "" };
    expect((await anyone.get(page, held)).status).toBe(304);
  }
  expect((await owner.patch(path, { bio: "Before." })).json.version).toBe(5);

  const changes = [
    () => owner.patch(path, { bio: "After.", contactPhone: "+14155550123" }),
    () => owner.patch(`${path}/social-links/${FORMER.linkId}`, { username: "jd" }),
    () => owner.patch(`${path}/work-experiences/${FORMER.workId}`, { location: "Rome" }),
    () => owner.patch(`${PROFILES}/${FORMER.draftId}`, { isPrimary: true }),
    () => owner.patch(`${PROFILES}/${FORMER.draftId}`, { isPublic: true }),
  ];
  for (const change of changes) expect((await change()).status).toBe(200);
  const other = (await owner.post(PROFILES, { name: "New", title: "T" })).json;
  expect((await owner.call("POST", `${PROFILES}/${other.id}/publish`)).status).toBe(200);
  const saving = { profileId: other.id, source: "web" };
  expect((await saver.post(CONTACTS, saving)).status).toBe(201);

  const { workExperiences, socialLinks, ...after } = (await owner.get(path)).json;
  expect(after).toMatchObject({ bio: "After.", version: 9, isPrimary: false });
  expect([workExperiences[0].location, socialLinks[0].username]).toEqual(["Rome", "jd"]);
  expect((await anyone.get(page)).json).toMatchObject({ bio: "After.", socialLinks: [{}] });
  const { contacts, total } = (await saver.get(CONTACTS)).json;
  expect([contacts[1].name, total]).toEqual(["Former Jane", 2]);

  const items = await former();
  for (const item of formerItems) {
    // A card is made of its profile alone, and holds nothing else.
    if (item.sk === "CARD") continue;
    expect(items.get(nameOf(item)), nameOf(item)).toMatchObject({ unheardOf: item.unheardOf });
  }
  const root = items.get(`USER#${FORMER.owner}|PROFILE#${FORMER.id}`);
  const card = items.get(`PROFILE#${FORMER.id}|CARD`);
  expect(root).toMatchObject({ version: 9, schemaVersion: 2, mcpDiscoverable: true });
  expect(card).toMatchObject({ version: 9, schemaVersion: 2, contactPhone: null });
});

test("a card without a version is raised with its profile, and still not taken for current", async () => {
  await platform.putItems(formerItems);
  const promoted = await owner.patch(`${PROFILES}/${FORMER.draftId}`, { isPrimary: true });
  expect(promoted.status).toBe(200);
  const card = (await former()).get(`PROFILE#${FORMER.id}|CARD`);
  expect(card?.version).toBeLessThan(0);
  expect((await anyone.get(page)).json.bio).toBe("Before.");
});

const found = async (query: string) => {
  const { json } = await saver.get(`/api/v1/public/directory/search?query=${query}`);
  return json.results.map(({ slug, title }: { slug: string; title: string }) => [slug, title]);
};

test("are in the directory once this release has written them, and until the one before does", async () => {
  await platform.putItems(formerItems);
  await platform.idle();
  expect(await found("former")).toEqual([]);
  expect((await owner.patch(path, { bio: "Later." })).status).toBe(200);
  await platform.idle();
  expect(await found("former")).toEqual([[FORMER.slug, "Realtor"]]);
  const isCard = ({ pk, sk }: TableItem) => pk === `PROFILE#${FORMER.id}` && sk === "CARD";
  await platform.putItems(formerItems.filter(isCard));
  // The owner may have taken it out meanwhile, which this card does not say.
  expect(await found("former")).toEqual([]);
  await platform.idle();
  expect(Object.keys(indexInTable(await platform.items())).join()).not.toContain(FORMER.id);
});

test("are gone from everything when they are deleted as they are, and leave nothing", async () => {
  await platform.putItems(formerItems);
  expect((await owner.delete(path)).status).toBe(204);
  expect(await found("former")).toEqual([]);
  const addresses = [page, `${page}/qr`, `/p/${FORMER.slug}`, `${CONTACTS}/${FORMER.id}/vcf`];
  for (const address of addresses) expect((await anyone.get(address)).status).toBe(410);
  const { contacts } = (await saver.get(CONTACTS)).json;
  const contact = contacts.find(({ profileId }: { profileId: string }) => profileId === FORMER.id);
  expect(contact).toMatchObject({ name: "", notice: "Profile removed" });
  await platform.idle();
  const items = await platform.items();
  const rest = items.filter((item) => JSON.stringify([item.pk, item.sk]).includes(FORMER.id));
  expect(rest.map(nameOf).sort()).toEqual([
    `PROFILE#${FORMER.id}|CARD`,
    `USER#${FORMER.saver}|SAVED#${FORMER.id}`,
  ]);
  expect(Object.keys(indexInTable(items)).join()).not.toContain(FORMER.id);
});
