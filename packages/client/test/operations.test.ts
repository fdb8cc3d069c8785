import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { clientText } from "../generate/client-text.ts";
import { createClient, type Listing } from "../source/client.ts";
import { OPERATION_TABLE } from "../source/generated/operation-table.ts";
import { fakeApi, json, type SentRequest } from "./support/fake-api.ts";
import { document, operations } from "./support/openapi.ts";

type Method = (...given: unknown[]) => Promise<unknown> | Listing<unknown, unknown>;
type Methods = Readonly<Record<string, Readonly<Record<string, Method>>>>;

const lines: Readonly<Record<string, Readonly<Record<string, string>>>> = OPERATION_TABLE;

test("what is made from the document is up to date; `npm run openapi` makes it", () => {
  const made = clientText(document);
  const folder = new URL("../source/generated/", import.meta.url);
  expect(readdirSync(folder).sort()).toEqual(Object.keys(made).sort());
  for (const [name, text] of Object.entries(made)) {
    expect(readFileSync(new URL(name, folder), "utf8"), name).toBe(text);
  }
});

test("no method is there that the document does not know", () => {
  const methods = Object.values(lines).flatMap((group) => Object.keys(group));
  expect(methods.sort()).toEqual(operations.map(({ operationId }) => operationId).sort());
});

describe("every operation has a method that asks for it", () => {
  test.each(operations.map((one) => [one.operationId, one] as const))("%s", async (id, source) => {
    const [resource = ""] =
      Object.entries(lines).find(([, methods]) => id in methods) ?? ([] as string[]);
    const { client, sent } = fakeApi([json(200, [])]);
    const method = (client as unknown as Methods)[resource]?.[id];
    const variables = source.path.match(/\{\w+\}/g) ?? [];
    const query = (source.parameters ?? []).filter((one) => one.in === "query");
    const given = [
      ...variables.map((_, at) => `some id/${at}`),
      ...(source.requestBody ? [{ name: "Jane" }] : []),
      { [query[0]?.name ?? "unknown"]: "x", idempotencyKey: "mine", ifVersion: 7 },
    ];
    await method?.(...given);
    expect(sent).toHaveLength(1);
    const { url, headers, body } = sent[0] as SentRequest;
    const path = variables.reduce(
      (path, name, at) => path.replace(name, `some%20id%2F${at}`),
      source.path,
    );
    const search = query.length > 0 ? `?${query[0]?.name}=x` : "";
    expect(`${sent[0]?.method} ${url}`).toBe(
      `${source.method} https://api.example/stage${path}${search}`,
    );
    const takes = (name: string) => source.parameters?.some((one) => one.name === name) === true;
    expect(headers["idempotency-key"]).toBe(takes("Idempotency-Key") ? "mine" : undefined);
    expect(headers["if-match"]).toBe(takes("If-Match") ? '"7"' : undefined);
    expect(headers.authorization).toBe(source.security?.length === 0 ? undefined : "Bearer a.b.c");
    expect(headers["content-type"]).toBe(source.requestBody ? "application/json" : undefined);
    expect(body).toBe(source.requestBody ? '{"name":"Jane"}' : undefined);
  });
});

test("a variable that is missing is no request at all", async () => {
  const { client, sent } = fakeApi([json(200, {})]);
  await expect(client.profiles.getProfile("")).rejects.toThrow(
    "GET /api/v1/profiles/{profile_id} needs {profile_id}.",
  );
  expect(sent).toEqual([]);
});

describe("If-Match", () => {
  const profile = { id: "p1", version: 4 };
  test("is the version of the profile that was read", async () => {
    const { client, sent } = fakeApi([json(200, {})]);
    await client.profiles.updateProfile(profile, { title: "T" });
    await client.sections.updateSocialLink(profile, "e1", { username: "u" });
    await client.profiles.updateProfile(profile, { title: "T" }, { ifVersion: 9 });
    await client.profiles.updateProfile("p1", { title: "T" });
    expect(sent.map(({ headers }) => headers["if-match"])).toEqual([
      '"4"',
      '"4"',
      '"9"',
      undefined,
    ]);
    expect(sent[1]?.url).toMatch(/\/profiles\/p1\/social-links\/e1$/);
  });

  test("is not sent with a read", async () => {
    const { client, sent } = fakeApi([json(200, {})]);
    await client.profiles.getProfile(profile);
    expect(sent[0]?.headers).not.toHaveProperty("if-match");
  });
});

describe("the address of the API", () => {
  test("may have a path, and be one's own in a browser", async () => {
    const { sent, client } = fakeApi([json(200, { status: "ok" })]);
    expect(await client.system.getHealth()).toEqual({ status: "ok" });
    expect(sent[0]?.url).toBe("https://api.example/stage/health");
  });

  test("must be one", () => {
    expect(() => createClient({ url: "api" })).toThrow(TypeError);
  });
});

test("query values that are not given are left out", async () => {
  const { client, sent } = fakeApi([json(200, { contacts: [] })]);
  await client.contacts.listContacts({ limit: 5, cursor: undefined as unknown as string });
  expect(sent[0]?.url).toMatch(/contacts\?limit=5$/);
});

test("text is given as text, and nothing as undefined", async () => {
  const card = new Response("BEGIN:VCARD", { headers: { "content-type": "text/vcard" } });
  const { client, sent } = fakeApi([card, new Response(null, { status: 204 })]);
  expect(await client.contacts.getVcard("p1", { version: "4.0" })).toBe("BEGIN:VCARD");
  expect(sent[0]?.url).toMatch(/\/vcf\?version=4\.0$/);
  expect(await client.contacts.deleteContact("c1")).toBeUndefined();
});

test("every answer can be looked at", async () => {
  const seen: number[] = [];
  const onResponse = ({ status }: Response) => seen.push(status);
  const { client } = fakeApi([new Response("", { status: 503 }), json(200, {})]);
  await client.profiles.getPrimaryProfile({ onResponse });
  expect(seen).toEqual([503, 200]);
});
