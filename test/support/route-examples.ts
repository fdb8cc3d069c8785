import type { AnyRoute } from "../../shared/routes/route-table.ts";
import type { Answer, ApiClient, CallOptions } from "./api-client.ts";

/** One id for each kind of thing a path can name, by the part of the path before it. */
export type Ids = Readonly<Record<string, string>>;

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
  "api-keys": "0123456789abcdef",
};

/** A body that each route with a required one takes. */
const BODIES: Readonly<Record<string, object>> = {
  "create-profile": { name: "Example", title: "T" },
  "update-profile": { bio: "Another bio." },
  "add-social-link": { platform: "github", url: "https://github.com/jane" },
  "update-social-link": { url: "https://github.com/joe" },
  "add-work-experience": { jobTitle: "Realtor", company: "Acme", startDate: "2020" },
  "update-work-experience": { jobTitle: "Broker" },
  "add-education": { institution: "MIT" },
  "update-education": { degree: "BSc" },
  "create-photo-upload": { contentType: "image/jpeg", contentLength: 1_000 },
  "save-contact": { profileId: UNKNOWN_ID, source: "web" },
  "create-api-key": { name: "Example" },
};

/**
 * The path of a route with real ids in it.
 * @throws Error for a parameter that nothing is known of: a new kind of thing belongs in here
 */
export function pathOf({ path }: AnyRoute, ids: Ids): string {
  return path.replaceAll(/([^/]+)\/\{(\w+)\}/g, (_, before: string, parameter: string) => {
    // The id of a profile, though the gateway wants it called as its neighbour is.
    const kind = path.endsWith("/vcf") ? "profiles" : before;
    const id = ids[kind];
    if (id === undefined) throw new Error(`No example of {${parameter}} after ${before}.`);
    return `${before}/${id}`;
  });
}

/**
 * Calls a route with a body it takes.
 * @throws Error for a route whose body is not known here
 */
export function callRoute(api: ApiClient, route: AnyRoute, ids: Ids): Promise<Answer> {
  return api.call(route.method, pathOf(route, ids), bodyOf(route));
}

function bodyOf({ id, body }: AnyRoute): CallOptions {
  if (!body) return {};
  const example = BODIES[id];
  if (!example && !body.optional) throw new Error(`No example of a body for ${id}.`);
  return {
    headers: { "content-type": "application/json" },
    body: JSON.stringify(example ?? {}),
  };
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
    made(`profiles/${profile}/${segment}`, BODIES[id] as object);
  return {
    profiles: profile,
    p: profile,
    "social-links": await entry("social-links", "add-social-link"),
    "work-experiences": await entry("work-experiences", "add-work-experience"),
    education: await entry("education", "add-education"),
    "photo-uploads": await entry("photo-uploads", "create-photo-upload"),
    contacts: await made("contacts", { profileId: publishedProfile, source: "web" }),
    "api-keys": await made("api-keys", { name: "Belongings" }),
  };
}
