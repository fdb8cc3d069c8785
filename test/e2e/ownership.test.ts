import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { routeTable } from "../../shared/routes/route-table.ts";
import type { Answer, ApiClient } from "../support/api-client.ts";
import { startTestPlatform, type TestPlatform } from "../support/test-platform.ts";

let platform: TestPlatform;
let attacker: ApiClient;
let victim: ApiClient;
let draft: string;
beforeAll(async () => {
  platform = await startTestPlatform();
  attacker = await platform.as("attacker");
  victim = await platform.as("victim");
  draft = (await victim.post("/api/v1/profiles", { name: "Victim", title: "T" })).json.id;
});
afterAll(() => platform.stop());

const UNKNOWN = "0190c0de-0000-7000-8000-000000000000";
const withProfile = routeTable.filter(({ path }) => path.includes("{profile_id}"));

/** A valid body for each route that takes one with fields it cannot do without. */
const BODIES: Readonly<Record<string, object>> = {
  "update-profile": { bio: "x" },
  "add-social-link": { platform: "github", url: "https://github.com/jane" },
  "add-work-experience": { jobTitle: "Realtor", company: "Acme", startDate: "2020" },
  "add-education": { institution: "MIT" },
};

/** The bytes a caller can tell apart; the request's own id is not among them. */
function bytes({ status, text }: Answer): string {
  return `${status} ${text.replace(/"request_id":"[^"]+"/, "")}`;
}

describe.each(withProfile.map((route) => [route.id, route] as const))("%s", (_id, route) => {
  const call = (api: ApiClient, id: string) =>
    api.call(
      route.method,
      route.path.replace("{profile_id}", id).replace("{entry_id}", UNKNOWN),
      route.body
        ? {
            headers: { "content-type": "application/json" },
            body: JSON.stringify(BODIES[route.id] ?? {}),
          }
        : {},
    );

  test("another account's profile reads as an unknown one", async () => {
    const before = (await victim.get(`/api/v1/profiles/${draft}`)).text;
    const unknown = await call(attacker, UNKNOWN);
    expect(unknown.status).toBe(404);
    expect(bytes(await call(attacker, draft))).toBe(bytes(unknown));
    expect((await victim.get(`/api/v1/profiles/${draft}`)).text).toBe(before);
  });
});

test("lists and the primary profile hold one's own only", async () => {
  expect((await attacker.get("/api/v1/profiles/all")).json).toEqual([]);
  expect((await attacker.get("/api/v1/profiles/me")).status).toBe(404);
});

test("an account whose name holds key separators reaches nobody else", async () => {
  const odd = await platform.as("victim#PROFILE");
  expect((await odd.get("/api/v1/profiles/all")).json).toEqual([]);
  const own = await odd.post("/api/v1/profiles", { name: "Odd", title: "T" });
  expect(own.status).toBe(201);
  expect((await odd.get("/api/v1/profiles/all")).json).toHaveLength(1);
  expect((await victim.get("/api/v1/profiles/all")).json).toHaveLength(1);
});
