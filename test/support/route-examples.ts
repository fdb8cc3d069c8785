import { exampleOf, examplePath, type ThingIds } from "../../shared/routes/example-of.ts";
import type { AnyRoute } from "../../shared/routes/route-table.ts";
import type { Answer, ApiClient } from "./api-client.ts";

export type Ids = ThingIds;

const UNKNOWN_ID = "0190c0de-0000-7000-8000-000000000000";

/** Well formed, and nobody's. */
export const UNKNOWN: Ids = {
  profiles: UNKNOWN_ID,
  p: "nobody-has-this-name",
  "social-links": UNKNOWN_ID,
  "work-experiences": UNKNOWN_ID,
  education: UNKNOWN_ID,
  "photo-uploads": UNKNOWN_ID,
  contacts: UNKNOWN_ID,
  leads: UNKNOWN_ID,
  export: UNKNOWN_ID,
  // Nobody's as well, and there.
  docs: "profiles",
  "api-keys": "0123456789abcdef",
};

/** Calls a route with its example, and these ids in it. */
export function callRoute(api: ApiClient, route: AnyRoute, ids: Ids): Promise<Answer> {
  const { query, body } = exampleOf(route, ids);
  const search = query ? `?${new URLSearchParams(query)}` : "";
  const options =
    route.body || route.document
      ? { headers: { "content-type": "application/json" }, body: JSON.stringify(body ?? {}) }
      : {};
  return api.call(route.method, `${examplePath(route, ids)}${search}`, options);
}

/** Makes one thing of each kind that an account can have; the profile is a draft. */
export async function belongings(api: ApiClient, publishedProfile: string): Promise<Ids> {
  const made = async (path: string, body: object): Promise<string> => {
    const { status, json, text } = await api.post(`/api/v1/${path}`, body);
    if (status !== 201) throw new Error(`${path} was not made: ${status} ${text}`);
    return json.id;
  };
  const profile = await made("profiles", { name: "Belongings", title: "T" });
  const entry = (segment: string, id: string) =>
    made(`profiles/${profile}/${segment}`, exampleOf({ id }).body ?? {});
  const path = `/api/v1/profiles/${profile}`;
  await api.call("POST", `${path}/publish`);
  const lead = exampleOf({ id: "save-lead" }, { profiles: profile }).body;
  await api.post("/api/v1/public/save-contact", lead);
  await api.call("POST", `${path}/unpublish`);
  const asked = await api.call("POST", "/api/v1/account/export");
  return {
    profiles: profile,
    p: profile,
    "social-links": await entry("social-links", "add-social-link"),
    "work-experiences": await entry("work-experiences", "add-work-experience"),
    education: await entry("education", "add-education"),
    "photo-uploads": await entry("photo-uploads", "create-photo-upload"),
    contacts: await made("contacts", { profileId: publishedProfile, source: "web" }),
    leads: (await api.get("/api/v1/leads")).json.leads[0].id,
    export: asked.json.id,
    // Nobody's: the same for everybody.
    docs: "profiles",
    "api-keys": await made("api-keys", { name: "Belongings" }),
  };
}
