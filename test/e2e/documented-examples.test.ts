import { afterAll, beforeAll, expect, test } from "vitest";
import document from "../../docs/openapi.json" with { type: "json" };
import { EXAMPLE_IDS } from "../../shared/routes/example-ids.ts";
import { type AnyRoute, routeTable } from "../../shared/routes/route-table.ts";
import { type Answer, ApiClient, type CallOptions } from "../support/api-client.ts";
import { faultsOf } from "../support/document-schemas.ts";
import { belongings, type Ids } from "../support/route-examples.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

/**
 * What the document shows is sent as it stands, but for the ids, and succeeds. What comes back fits the
 * document's schemas.
 */
const PROFILES = "/api/v1/profiles";

interface Operation {
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly example?: unknown;
  }[];
  readonly requestBody?: {
    readonly required: boolean;
    readonly content: Readonly<
      Record<string, { readonly example?: Record<string, unknown> | string }>
    >;
  };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, object>> }>
  >;
}

let platform: TestPlatform;
/** A published profile of somebody else's. */
let shown: string;
let common: { readonly owner: ApiClient; readonly own: Ids };
beforeAll(async () => {
  platform = await sharedPlatform();
  const other = await platform.as("examples-other");
  shown = (await other.post(PROFILES, { name: "Shown", title: "T" })).json.id;
  await other.call("POST", `${PROFILES}/${shown}/publish`);
  common = await newOwner("examples-common");
});
afterAll(() => platform.stop());

async function newOwner(account: string): Promise<{ owner: ApiClient; own: Ids }> {
  const owner = await platform.as(account);
  return { owner, own: await belongings(owner, shown) };
}

/** The owner, but for what an account may do once a day, and has done. */
async function callerOf(routeId: string, owner: ApiClient): Promise<ApiClient> {
  return routeId === "create-account-export" ? platform.as(`examples-${routeId}`) : owner;
}

function operationOf({ path, method }: AnyRoute): Operation {
  const paths: Readonly<Record<string, Readonly<Record<string, unknown>>>> = document.paths;
  return paths[path]?.[method.toLowerCase()] as Operation;
}

/** Real ids in the place of those in the document. */
function real<T>(example: T, ids: Ids): T {
  let text = JSON.stringify(example);
  for (const [kind, id] of Object.entries(EXAMPLE_IDS)) {
    text = text.replaceAll(JSON.stringify(id), JSON.stringify(ids[kind]));
  }
  return JSON.parse(text);
}

function optionsOf(type: string, example: Record<string, unknown> | string): CallOptions {
  if (typeof example === "string") return { headers: { "content-type": type }, body: example };
  if (type !== "multipart/form-data") {
    return { headers: { "content-type": type }, body: JSON.stringify(example) };
  }
  const form = new FormData();
  for (const [name, values] of Object.entries(example)) {
    for (const value of [values].flat()) form.append(name, String(value));
  }
  return { body: form };
}

function addressOf(route: AnyRoute, { parameters = [] }: Operation, ids: Ids): string {
  const search = new URLSearchParams();
  let path = route.path;
  for (const { name, in: place, example } of parameters) {
    if (example === undefined || place === "header") continue;
    const value = String(real(example, ids));
    if (place === "path") path = path.replace(`{${name}}`, value);
    else search.set(name, value);
  }
  expect(path).not.toContain("{");
  return search.size > 0 ? `${path}?${search}` : path;
}

/** Media type, body and headers of an answer are those that the document tells of. */
function expectDocumented(route: AnyRoute, { status, headers, json }: Answer): void {
  const path = ["paths", route.path, route.method.toLowerCase(), "responses", String(status)];
  const { content = {} } = operationOf(route).responses[status] ?? {};
  const type = headers.get("content-type")?.split(";")[0] ?? "";
  if (status !== 204) expect(Object.keys(content)).toContain(type);
  if (type === "application/json" && type in content) {
    expect(faultsOf(json, [...path, "content", type, "schema"])).toEqual([]);
  }
  for (const [name, { schema }] of Object.entries(document.components.headers)) {
    const value = headers.get(name);
    if (value === null || schema.type !== "integer") continue;
    expect(faultsOf(Number(value), ["components", "headers", name, "schema"])).toEqual([]);
  }
}

const cases = routeTable.flatMap((route) => {
  // An archive cannot be shown.
  const types = Object.keys(operationOf(route).requestBody?.content ?? { nothing: {} }).filter(
    (type) => type !== "application/zip",
  );
  return types.map((type) => [route.id, type, route] as const);
});

test.each(cases)("%s, sent with %s", async (id, type, route) => {
  const operation = operationOf(route);
  const isLast = route.method === "DELETE" || id === "save-contact";
  const { owner, own } = isLast ? await newOwner(`examples-${id}`) : common;
  // What is for everyone, and what is saved, is somebody else's.
  const isOthers =
    route.auth === "public" || ["save-contact", "save-lead", "record-scan"].includes(id);
  const ids = isOthers ? { ...own, profiles: shown, p: shown } : own;
  const example = operation.requestBody?.content[type]?.example;
  if (operation.requestBody?.required) expect(example).toBeDefined();
  const options = example ? optionsOf(type, real(example, ids)) : {};
  const caller = route.auth === "public" ? new ApiClient(platform.url) : await callerOf(id, owner);
  if (id === "save-contact") await owner.delete(`/api/v1/contacts/${own.contacts}`);
  const answer = await caller.call(route.method, addressOf(route, operation, ids), options);
  expect(answer.status, answer.text).toBe(route.responses[0]?.status);
  expectDocumented(route, answer);
});
