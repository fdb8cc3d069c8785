import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contactFields, contactKey } from "../../shared/persistence/contact-item.ts";
import { accountKey } from "../../shared/persistence/keys.ts";
import type { ApiClient } from "../support/api-client.ts";
import { CONTACTS, PROFILES } from "../support/full-profile.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

const MCP = "/api/v1/mcp";

let platform: TestPlatform;
let owner: ApiClient;
let saver: ApiClient;
let profileId: string;
let contactId: string;
beforeAll(async () => {
  platform = await sharedPlatform();
  owner = await platform.as("mcp-owner");
  saver = await platform.as("mcp-saver");
  profileId = (await owner.post(PROFILES, PROFILE)).json.id;
  await owner.patch(`${PROFILES}/${profileId}`, { isPublic: true, socialLinks: [LINK] });
  contactId = (await saver.post(CONTACTS, { profileId, source: "mcp" })).json.id;
});
afterAll(() => platform.stop());

const PROFILE = {
  ...{ name: "Mia Mcp", title: "Agent", company: "Acme", bio: "B", location: "Rome" },
  ...{ contactEmail: "mia@example.com", contactPhone: "+14155550123", skills: ["Go", "Law"] },
};
const LINK = { platform: "github", url: "https://github.com/mia" };

describe("one's own profile", () => {
  test("has the fields that MCP servers read, contact data though nobody else is shown it", async () => {
    const { status, json } = await owner.get(`${MCP}/profile`);
    expect(status).toBe(200);
    const { skills, ...fields } = PROFILE;
    expect(json).toEqual({
      ...{ id: profileId, slug: "mia-mcp", isPublic: true, mcpDiscoverable: true },
      ...fields,
      skills: skills.map((name) => ({ name })),
      socialLinks: [
        {
          ...{ id: expect.any(String), ...LINK, full_url: LINK.url },
          ...{ username: "mia", display_order: 0 },
        },
      ],
    });
  });

  test("is 404 with a sentence where there is none", async () => {
    const { status, json } = await saver.get(`${MCP}/profile`);
    expect([status, json.detail]).toEqual([404, "Profile not found."]);
  });
});

describe("a contact", () => {
  const links = [{ ...LINK, username: "mia", full_url: LINK.url }];
  const seen = () => ({
    ...{ id: contactId, profileId, userId: null },
    ...{ name: "Mia Mcp", title: "Agent", company: "Acme", email: null, phone: null },
    ...{ socialLinks: links, profileAvailable: true },
  });
  const read = async () => {
    const one = (await saver.get(`${MCP}/contacts/${contactId}`)).json;
    const list = (await saver.get(`${MCP}/contacts`)).json;
    expect(list).toEqual({ contacts: [one], total: 1, hasMore: false });
    return one;
  };

  test("has e-mail and phone only while they are shown, alone and in the list", async () => {
    const set = (change: object) => owner.patch(`${PROFILES}/${profileId}`, change);
    expect(await read()).toEqual(seen());
    await set({ showEmail: true });
    expect(await read()).toEqual({ ...seen(), email: PROFILE.contactEmail });
    await set({ showEmail: false, showPhone: true });
    expect(await read()).toEqual({ ...seen(), phone: PROFILE.contactPhone });
    await set({ showPhone: false });
    expect(await read()).toEqual(seen());
  });

  test("has no name and no links while its profile is hidden", async () => {
    await owner.call("POST", `${PROFILES}/${profileId}/unpublish`);
    expect(await read()).toEqual({
      ...{ id: contactId, profileId, userId: null, name: "", title: "", company: "" },
      ...{ email: null, phone: null, socialLinks: [], profileAvailable: false },
    });
    expect((await saver.get(`${CONTACTS}/${contactId}`)).json).toMatchObject({
      ...{ id: contactId, name: "", notice: "Profile not available" },
    });
    await owner.call("POST", `${PROFILES}/${profileId}/publish`);
    expect(await read()).toEqual(seen());
  });

  test("of another account is as an unknown one", async () => {
    for (const path of [MCP, "/api/v1"]) {
      const { status, json } = await owner.get(`${path}/contacts/${contactId}`);
      expect([status, json.code, json.detail]).toEqual([
        ...[404, "contact_not_found", "Contact not found."],
      ]);
    }
  });
});

describe("a list of 2,500 contacts", () => {
  let api: ApiClient;
  let newestFirst: string[];
  beforeAll(async () => {
    const contacts = Array.from({ length: 2_500 }, () => ({
      ...{ id: uuid(), profileId: uuid(), source: "web" as const },
      savedAt: new Date().toISOString(),
    }));
    const holder = { ...accountKey("mcp-long"), plan: "startup", contactCount: contacts.length };
    const items = contacts.map((contact) => ({
      ...contactKey("mcp-long", contact.id),
      ...contactFields(contact),
    }));
    await platform.putItems([...items, holder]);
    newestFirst = contacts.map(({ id }) => id).toReversed();
    api = await platform.as("mcp-long");
  });

  test.each([
    ["", 0, 20],
    ["?limit=50", 0, 50],
    ["?limit=1&offset=999", 999, 1],
    ["?limit=50&offset=1000", 1_000, 50],
    ["?offset=2490", 2_490, 10],
    ["?offset=2500", 2_500, 0],
    ["?offset=999999999", 999_999_999, 0],
  ])("is read by offset: %s", async (query, offset, count) => {
    const { status, json } = await api.get(`${MCP}/contacts${query}`);
    expect(status).toBe(200);
    const wanted = newestFirst.slice(offset, offset + count);
    expect(json.contacts.map(({ id }: { id: string }) => id)).toEqual(wanted);
    expect(json).toMatchObject({ total: 2_500, hasMore: offset + count < 2_500 });
  });

  test("refuses what is no limit and no offset", async () => {
    for (const query of ["limit=0", "limit=51", "limit=x", "offset=-1"]) {
      expect((await api.get(`${MCP}/contacts?${query}`)).status).toBe(422);
    }
  });
});
