import { describe, expect, expectTypeOf, test } from "vitest";
import type { Contact, ContactList, Profile } from "../source/client.ts";
import { Listing } from "../source/listing.ts";
import { fakeApi, json, problem } from "./support/fake-api.ts";

const contacts = (ids: readonly string[], nextCursor: string | null) =>
  json(200, { contacts: ids.map((id) => ({ id })), total: 3, hasMore: !!nextCursor, nextCursor });

const idsOf = async (list: AsyncIterable<{ readonly id: string }>) => {
  const ids: string[] = [];
  for await (const { id } of list) ids.push(id);
  return ids;
};

describe("a list with cursors", () => {
  test("is every item in `for await`, page after page", async () => {
    const { client, sent } = fakeApi([contacts(["a", "b"], "c/1"), contacts(["c"], null)]);
    const list = client.contacts.listContacts({ limit: 2 });
    expect(sent).toEqual([]);
    expect(await idsOf(list)).toEqual(["a", "b", "c"]);
    expect(sent.map(({ url }) => url.split("contacts")[1])).toEqual([
      "?limit=2",
      "?limit=2&cursor=c%2F1",
    ]);
    expectTypeOf(list).toEqualTypeOf<Listing<ContactList, Contact>>();
  });

  test("asks for no page before it is reached", async () => {
    const { client, sent } = fakeApi([contacts(["a", "b"], "c1")]);
    for await (const { id } of client.contacts.listContacts()) if (id === "b") break;
    expect(sent).toHaveLength(1);
  });

  test("is its first page when awaited, asked for once", async () => {
    const { client, sent } = fakeApi([contacts(["a"], "c1")]);
    const list = client.contacts.listContacts();
    const page = await list;
    expect(await list).toBe(page);
    expect(page).toMatchObject({ total: 3, nextCursor: "c1" });
    expect(sent).toHaveLength(1);
    expectTypeOf(page).toEqualTypeOf<ContactList>();
  });

  test("can be read by pages, and again from the beginning", async () => {
    const { client } = fakeApi([
      ...[contacts(["a"], "c1"), contacts(["b"], null)],
      ...[contacts(["a"], "c1"), contacts(["b"], null)],
    ]);
    const list = client.contacts.listContacts();
    for (const _ of [1, 2]) {
      const sizes: number[] = [];
      for await (const { contacts } of list.pages()) sizes.push(contacts.length);
      expect(sizes).toEqual([1, 1]);
    }
  });

  test("fails as a call does", async () => {
    const refused = fakeApi([problem(422, "invalid_cursor")]);
    const list = refused.client.contacts.listContacts({ cursor: "x" });
    await expect(list).rejects.toMatchObject({ code: "invalid_cursor" });
    await expect(idsOf(list)).rejects.toMatchObject({ code: "invalid_cursor" });
  });

  test("goes on after a page that was tried again", async () => {
    const { client } = fakeApi([
      contacts(["a"], "c1"),
      problem(503, "service_unavailable"),
      contacts(["b"], null),
    ]);
    expect(await idsOf(client.contacts.listContacts())).toEqual(["a", "b"]);
  });
});

describe("a bare list", () => {
  test("has one page where no header links another", async () => {
    const { client, sent } = fakeApi([json(200, [{ id: "a" }, { id: "b" }])]);
    const list = client.profiles.listProfiles();
    expect(await idsOf(list)).toEqual(["a", "b"]);
    expect(sent).toHaveLength(1);
    expectTypeOf(await list).toEqualTypeOf<Profile[]>();
  });

  test.each([
    ["alone", '<https://api.example/api/v1/profiles/all?limit=1&cursor=c%3D1>; rel="next"'],
    ["among others", '</x?cursor=0>; rel="prev", </api/v1/profiles/all?cursor=c%3D1>; rel="next"'],
    ["of another host, which is not asked", "<https://evil.example/?cursor=c%3D1>; rel=next"],
  ])("goes on where a header links the next page: %s", async (_, link) => {
    const { client, sent } = fakeApi([
      json(200, [{ id: "a" }], { link }),
      json(200, [{ id: "b" }], { link: '</first>; rel="first"' }),
    ]);
    expect(await idsOf(client.profiles.listProfiles())).toEqual(["a", "b"]);
    expect(sent[1]?.url).toBe("https://api.example/stage/api/v1/profiles/all?cursor=c%3D1");
  });
});

describe("a list without a cursor", () => {
  const page = (ids: readonly string[], hasMore: boolean) =>
    json(200, { contacts: ids.map((id) => ({ id })), total: 5, hasMore });

  test("goes on after the items that were seen, from where it began", async () => {
    const { client, sent } = fakeApi([
      page(["b", "c"], true),
      page(["d"], true),
      page(["e"], false),
    ]);
    expect(await idsOf(client.mcp.listMcpContacts({ offset: 1, limit: 2 }))).toEqual([..."bcde"]);
    expect(sent.map(({ url }) => url.split("?")[1])).toEqual([
      "offset=1&limit=2",
      "offset=3&limit=2",
      "offset=4&limit=2",
    ]);
  });

  test("ends at a page without items, whatever that says", async () => {
    const { client, sent } = fakeApi([page(["a"], true), page([], true)]);
    expect(await idsOf(client.mcp.listMcpContacts())).toEqual(["a"]);
    expect(sent).toHaveLength(2);
  });

  test("has one page where nothing says that there is more", async () => {
    const { client, sent } = fakeApi([json(200, { scans: [{ id: "a" }, { id: "b" }] })]);
    expect(await idsOf(client.contacts.listScans())).toEqual(["a", "b"]);
    expect(sent).toHaveLength(1);
  });
});

test("a page of a list that is asked for with POST has a key of its own, and the cursor in its body", async () => {
  const { client } = fakeApi([]);
  expect(client.contacts.listContacts()).toBeInstanceOf(Listing);
  const { atPosition } = await import("../source/at-position.ts");
  const call = {
    operation: { takesBody: true } as never,
    path: "/search",
    profile: undefined,
    body: { query: "jane" },
    query: {},
    options: { idempotencyKey: "mine" },
  };
  expect(atPosition(call, undefined)).toBe(call);
  expect(atPosition(call, { cursor: "c1", seen: 20 })).toEqual({
    ...call,
    body: { query: "jane", cursor: "c1" },
    options: {},
  });
});
