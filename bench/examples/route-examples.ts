import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { eraseAccountRoute } from "../../shared/routes/account/erase-account.ts";
import { createApiKeyRoute } from "../../shared/routes/api-keys/create-api-key.ts";
import { API_PREFIX } from "../../shared/routes/api-prefix.ts";
import { recordScanRoute } from "../../shared/routes/contacts/record-scan.ts";
import { saveContactRoute } from "../../shared/routes/contacts/save-contact.ts";
import { searchDirectoryRoute } from "../../shared/routes/directory/search-directory.ts";
import { EXAMPLE_IDS } from "../../shared/routes/example-ids.ts";
import { exampleOf, pathParameters } from "../../shared/routes/example-of.ts";
import { importProfileRoute } from "../../shared/routes/exchange/import-profile.ts";
import { listLeadsRoute } from "../../shared/routes/leads/list-leads.ts";
import { saveLeadRoute } from "../../shared/routes/leads/save-lead.ts";
import type { AnyRoute } from "../../shared/routes/route-table.ts";
import type { ApiClient } from "../../test/support/api-client.ts";
import type { ExampleRequest } from "./example.ts";
import { askForUpload, photoForm, profileWithPhoto } from "./photo-examples.ts";
import {
  createTypicalProfile,
  ok,
  PROFILES,
  type ProfileAnswer,
  TYPICAL_PROFILE,
} from "./typical-profile.ts";

/** Whose account an example acts for. Every example has an account of its own. */
export interface Caller {
  readonly account: string;
  readonly api: ApiClient;
  /** Somebody with whom a profile can be shared. */
  readonly other: ApiClient;
}

type PrepareRequest = (caller: Caller) => Promise<Omit<ExampleRequest, "account">>;

/**
 * What a route's request needs beside the route's own example, by the route's id, and further
 * requests as `<id> <what is special>`. A route that is not here gets its example for the caller's
 * own things.
 */
export const SPECIAL_EXAMPLES: Readonly<Record<string, PrepareRequest>> = {
  "create-profile": async ({ api }) => {
    await createTypicalProfile(api);
    return { json: { ...TYPICAL_PROFILE, name: freshName() } };
  },
  "create-profile with-photo": async ({ api }) => {
    await createTypicalProfile(api);
    const { title, bio } = TYPICAL_PROFILE;
    return { form: await photoForm({ name: freshName(), title, bio }) };
  },
  "import-profile": async ({ api }) => {
    await createTypicalProfile(api);
    const { body } = exampleOf(importProfileRoute);
    return { json: { ...body, basics: { ...Object(body?.basics), name: freshName() } } };
  },
  "list-profiles": async ({ api }) => {
    for (let n = 0; n < 3; n += 1) await createTypicalProfile(api);
    return {};
  },
  "get-primary-profile": async ({ api }) => {
    await createTypicalProfile(api);
    return {};
  },
  "save-contact": async ({ other }) => {
    const { id } = await createTypicalProfile(other, { published: true });
    return { json: exampleOf(saveContactRoute, { profiles: id }).body };
  },
  "search-directory": async ({ api, other }) => ({
    query: { query: await findableName(api, other) },
  }),
  "post-directory-search": async ({ api, other }) => ({
    json: { query: await findableName(api, other) },
  }),
  "record-scan": async ({ other }) => {
    const { id } = await createTypicalProfile(other, { published: true });
    return { json: exampleOf(recordScanRoute, { profiles: id }).body };
  },
  "list-scans": async ({ api, other }) => {
    const { id } = await createTypicalProfile(api, { published: true });
    const { body } = exampleOf(recordScanRoute, { profiles: id });
    for (let n = 0; n < 20; n += 1) ok(await other.post(recordScanRoute.path, body));
    return {};
  },
  "save-lead": async ({ other }) => {
    const { id } = await createTypicalProfile(other, { published: true });
    return { json: exampleOf(saveLeadRoute, { profiles: id }).body };
  },
  "list-leads": async ({ api, other }) => {
    await leftLeads(api, other, 20);
    return {};
  },
  "get-mcp-profile": async ({ api }) => {
    await createTypicalProfile(api);
    return {};
  },
  "list-mcp-contacts": async ({ api, other }) => {
    for (let n = 0; n < 20; n += 1) await savedContact(api, other);
    return {};
  },
  "get-analytics-summary": async ({ api }) => {
    const { id } = await createTypicalProfile(api, { published: true });
    return { query: { days: "30", profileId: id } };
  },
  "list-contacts": async ({ api, other }) => {
    for (let n = 0; n < 20; n += 1) await savedContact(api, other);
    return {};
  },
  "get-contact-limits": async ({ api, other }) => {
    await savedContact(api, other);
    return {};
  },
  "create-api-key": async ({ api }) => {
    await issueKey(api);
    return { json: exampleOf(createApiKeyRoute).body };
  },
  "list-api-keys": async ({ api }) => {
    for (let n = 0; n < 3; n += 1) await issueKey(api);
    return {};
  },
  "delete-api-key": async ({ api }) => {
    await issueKey(api);
    return { params: { key_id: (await issueKey(api)).id } };
  },
  "rotate-api-key": async ({ api }) => ({ params: { key_id: (await issueKey(api)).id } }),
  "get-vcard pictured": async ({ api }) => {
    const { id } = await profileWithPhoto(api);
    ok(await api.call("POST", `${PROFILES}/${id}/publish`));
    return { params: { contact_id: id } };
  },
  "erase-account": async ({ api }) => {
    await createTypicalProfile(api);
    await issueKey(api);
    const { query } = exampleOf(eraseAccountRoute);
    return { ...(query && { query }) };
  },
  "delete-photo": async ({ api }) => ({
    params: { profile_id: (await profileWithPhoto(api)).id },
  }),
};

/** A request with the route's example, for which the things that its path names are made. */
export async function ownExample(
  route: AnyRoute,
  caller: Caller,
): Promise<Omit<ExampleRequest, "account">> {
  const parameters = pathParameters(route.path);
  const published = route.auth === "public" && parameters.length > 0;
  const profile =
    parameters.length > 0 ? await createTypicalProfile(caller.api, { published }) : undefined;
  const params: Record<string, string> = {};
  for (const { name, kind } of parameters) params[name] = await idOf(kind, caller, profile);
  const { query, body } = exampleOf(route);
  return { params, ...(query && { query }), ...(body && { json: body }) };
}

/** @throws Error for a kind of thing that nothing makes here */
async function idOf(kind: string, { api, other }: Caller, profile: ProfileAnswer): Promise<string> {
  const ids: Readonly<Record<string, () => Promise<string> | string>> = {
    profiles: () => profile.id,
    p: () => profile.slug,
    "social-links": () => profile.socialLinks[0].id,
    "work-experiences": () => profile.workExperiences[0].id,
    education: () => profile.education[0].id,
    "photo-uploads": async () => (await askForUpload(api, profile.id)).id,
    contacts: () => savedContact(api, other),
    leads: () => leftLeads(api, other, 1),
    docs: () => EXAMPLE_IDS.docs,
    "api-keys": async () => (await issueKey(api)).id,
    export: async () => ok(await api.call("POST", `${API_PREFIX}/account/export`)).json.id,
  };
  const make = ids[kind];
  if (!make) throw new Error(`Nothing in the benchmark makes one of the ${kind}.`);
  return make();
}

async function savedContact(api: ApiClient, other: ApiClient): Promise<string> {
  const { json: profile } = ok(await other.post(PROFILES, TYPICAL_PROFILE));
  ok(await other.call("POST", `${PROFILES}/${profile.id}/publish`));
  const { body } = exampleOf(saveContactRoute, { profiles: profile.id });
  return ok(await api.post(`${API_PREFIX}/contacts`, body)).json.id;
}

/** @returns the id of the newest */
async function leftLeads(api: ApiClient, other: ApiClient, count: number): Promise<string> {
  const { id } = await createTypicalProfile(api, { published: true });
  const { body } = exampleOf(saveLeadRoute, { profiles: id });
  for (let n = 0; n < count; n += 1) {
    const email = `visitor${n}@example.com`;
    ok(await other.post(saveLeadRoute.path, { ...body, email }));
  }
  return ok(await api.get(listLeadsRoute.path)).json.leads[0].id;
}

async function issueKey(api: ApiClient): Promise<{ readonly id: string; readonly key: string }> {
  return ok(await api.post(`${API_PREFIX}/api-keys`, exampleOf(createApiKeyRoute).body)).json;
}

/** Its slug is free, as most are. */
/** Two words that a published profile is found by. */
async function findableName(api: ApiClient, other: ApiClient): Promise<string> {
  const word = randomUUID()
    .replaceAll(/[^a-f]/g, "")
    .slice(0, 8)
    .padEnd(4, "z");
  const name = `Ada ${word}`;
  const { id } = await createTypicalProfile(other, { published: true });
  ok(await other.patch(`${PROFILES}/${id}`, { name }));
  const path = `${searchDirectoryRoute.path}?query=${encodeURIComponent(name)}`;
  // The index follows the table.
  while (ok(await api.get(path)).json.results.length === 0) await setTimeout(200);
  return name;
}

function freshName(): string {
  return `${TYPICAL_PROFILE.name} ${randomUUID().slice(0, 8)}`;
}
