import { randomUUID } from "node:crypto";
import { SECTION_NAMES, type SectionName } from "../../shared/model/profile/profile.ts";
import { API_PREFIX } from "../../shared/routes/api-prefix.ts";
import type { ApiClient } from "../../test/support/api-client.ts";
import type { ExampleRequest } from "./example.ts";
import { askForUpload, photoForm, profileWithPhoto } from "./photo-examples.ts";
import {
  createTypicalProfile,
  EXAMPLE_ENTRIES,
  ok,
  PROFILES,
  type ProfileAnswer,
  TYPICAL_PROFILE,
} from "./typical-profile.ts";

/** Whose account an example acts for. Every example has an account of its own. */
interface Caller {
  readonly account: string;
  readonly api: ApiClient;
  /** Somebody with whom a profile can be shared. */
  readonly other: ApiClient;
}

type PrepareRequest = (caller: Caller) => Promise<Omit<ExampleRequest, "account">>;

const SECTION_ROUTES = {
  socialLinks: { one: "social-link", many: "social-links" },
  workExperiences: { one: "work-experience", many: "work-experiences" },
  education: { one: "education", many: "education" },
} satisfies Record<SectionName, { readonly one: string; readonly many: string }>;

/** A request for each route by its id, and further ones as `<id> <what is special>`. */
export const ROUTE_EXAMPLES: Readonly<Record<string, PrepareRequest>> = {
  "create-profile": async ({ api }) => {
    await createTypicalProfile(api);
    return { json: { ...TYPICAL_PROFILE, name: freshName() } };
  },
  "create-profile with-photo": async ({ api }) => {
    await createTypicalProfile(api);
    const { title, bio } = TYPICAL_PROFILE;
    return { form: await photoForm({ name: freshName(), title, bio }) };
  },
  "list-profiles": async ({ api }) => {
    for (let n = 0; n < 3; n += 1) await createTypicalProfile(api);
    return {};
  },
  "get-primary-profile": async ({ api }) => {
    await createTypicalProfile(api);
    return {};
  },
  "get-public-profile": async ({ api }) => ({
    params: { identifier: (await createTypicalProfile(api, { published: true })).slug },
  }),
  "get-profile": ownProfile(),
  "update-profile": ownProfile({ json: { bio: "Now in Faro.", skills: ["Negotiation", "Boats"] } }),
  "delete-profile": ownProfile(),
  "publish-profile": ownProfile(),
  "save-contact": async ({ other }) => {
    const { id } = await createTypicalProfile(other, { published: true });
    return { json: { profileId: id, source: "qr_scan" } };
  },
  "list-contacts": async ({ api, other }) => {
    for (let n = 0; n < 20; n += 1) await savedContact(api, other);
    return {};
  },
  "get-contact-limits": async ({ api, other }) => {
    await savedContact(api, other);
    return {};
  },
  "delete-contact": async ({ api, other }) => ({
    params: { contact_id: await savedContact(api, other) },
  }),
  "get-vcard": async ({ api }) => ({
    params: { contact_id: (await createTypicalProfile(api, { published: true })).id },
  }),
  "create-api-key": async ({ api }) => {
    await issueKey(api);
    return { json: { name: "Partner" } };
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
  "create-photo-upload": ownProfile({
    json: { contentType: "image/jpeg", contentLength: 100_000 },
  }),
  "get-photo-upload": async ({ api }) => {
    const { id } = await createTypicalProfile(api);
    const upload = await askForUpload(api, id);
    return { params: { profile_id: id, upload_id: upload.id } };
  },
  "delete-photo": async ({ api }) => ({
    params: { profile_id: (await profileWithPhoto(api)).id },
  }),
  "get-health": async () => ({}),
  "get-openapi": async () => ({}),
  ...Object.assign({}, ...SECTION_NAMES.map(sectionExamples)),
};

function sectionExamples(section: SectionName): Record<string, PrepareRequest> {
  const { one, many } = SECTION_ROUTES[section];
  const entry = async ({ api }: Caller) => {
    const profile = await createTypicalProfile(api);
    return { params: { profile_id: profile.id, entry_id: profile[section][0].id } };
  };
  return {
    [`list-${many}`]: ownProfile(),
    [`add-${one}`]: ownProfile({ json: EXAMPLE_ENTRIES[section] }),
    [`update-${one}`]: async (caller) => ({
      ...(await entry(caller)),
      json: { displayOrder: 2 },
    }),
    [`delete-${one}`]: entry,
  };
}

function ownProfile(more: Pick<ExampleRequest, "json"> = {}): PrepareRequest {
  return async ({ api }) => {
    const profile: ProfileAnswer = await createTypicalProfile(api);
    return { params: { profile_id: profile.id }, ...more };
  };
}

async function savedContact(api: ApiClient, other: ApiClient): Promise<string> {
  const { json: profile } = ok(await other.post(PROFILES, TYPICAL_PROFILE));
  ok(await other.call("POST", `${PROFILES}/${profile.id}/publish`));
  const body = { profileId: profile.id, source: "web" };
  return ok(await api.post(`${API_PREFIX}/contacts`, body)).json.id;
}

async function issueKey(api: ApiClient): Promise<{ readonly id: string; readonly key: string }> {
  return ok(await api.post(`${API_PREFIX}/api-keys`, { name: "Partner" })).json;
}

/** Its slug is free, as most are. */
function freshName(): string {
  return `${TYPICAL_PROFILE.name} ${randomUUID().slice(0, 8)}`;
}
