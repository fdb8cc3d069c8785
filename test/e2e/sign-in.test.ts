import { setTimeout as delay } from "node:timers/promises";
import { eventually } from "@profiles-api/laptop/eventually";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { INVALID_TOKEN } from "../../infra/constructs/gateway-responses.ts";
import { isOwnAccount, ownPrefix } from "../../shared/auth/account-namespace.ts";
import { ApiClient } from "../support/api-client.ts";
import { type SignInPlatform, startSignInPlatform } from "../support/sign-in-platform.ts";
import { type ServiceToken, serviceTokens } from "../support/sign-in-services.ts";

/** Tokens of the services that docs/sign-in.md describes, through the front door. */
let platform: SignInPlatform;
const logged: { readonly functionName: string; readonly line: string }[] = [];
beforeAll(async () => {
  platform = await startSignInPlatform((entry) => {
    if ("functionName" in entry && "line" in entry) logged.push(entry as (typeof logged)[number]);
  });
});
afterAll(() => platform.stop());

const PROFILES = "/api/v1/profiles";
const [first] = serviceTokens as readonly [ServiceToken];
const tokenOf = (service: string, kind?: string) =>
  serviceTokens.find((one) => one.service === service && (!kind || one.kind === kind)) ?? first;

async function call(token: string) {
  return new ApiClient(platform.url, token).get(`${PROFILES}/all`);
}

/** The only profile's owner, as the table has it. */
async function ownerOf(profileId: string): Promise<unknown> {
  return (await platform.items()).find(({ pk }) => pk === `PROFILE#${profileId}`)?.owner;
}

describe.each(
  serviceTokens.map((token) => [`${token.service}: ${token.kind}`, token] as const),
)("%s", (_, token) => {
  const account = `${token.issuer === first.issuer ? "" : ownPrefix(token.issuer)}${token.claims.sub}`;

  test("is accepted, and acts for an account of its issuer", async () => {
    const api = new ApiClient(platform.url, await platform.issue(token));
    const { status, json } = await api.post(PROFILES, { name: "Jane Doe", title: "Realtor" });
    expect(status).toBe(201);
    expect(await ownerOf(json.id)).toBe(account);
    expect((await api.get(`${PROFILES}/me`)).json).toMatchObject({ name: "Jane Doe" });
    await api.delete(`${PROFILES}/${json.id}`);
  });

  test("is refused when it is made for somebody else", async () => {
    const answer = await call(await platform.issue(token, token.elsewhere));
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toBe(INVALID_TOKEN);
  });

  test("is refused with an audience that is there, but not ours", async () => {
    const ours = { client_id: token.audience.split(",")[0], azp: token.audience.split(",")[0] };
    for (const aud of [[], "", null, "another"]) {
      expect((await call(await platform.issue(token, { ...ours, aud }))).status).toBe(401);
    }
  });
});

describe("accounts of several issuers", () => {
  test("are never the same by accident", async () => {
    const sub = "jane";
    const owners = new Set<unknown>();
    for (const service of ["Amazon Cognito", "Auth0", "Google", "Keycloak"]) {
      const token = await platform.issue(tokenOf(service), { sub });
      const { json } = await new ApiClient(platform.url, token).post(PROFILES, {
        name: "J",
        title: "T",
      });
      owners.add(await ownerOf(json.id));
    }
    expect([...owners].filter((owner) => !isOwnAccount(String(owner)))).toEqual(["jane"]);
    expect(owners.size).toBe(4);
  });

  test("cannot be named by the issuer that shares", async () => {
    const sub = `${ownPrefix(tokenOf("Auth0").issuer)}jane`;
    expect((await call(await platform.issue(first, { sub }))).status).toBe(401);
  });

  test("may have names of 255 characters of any kind, and API keys", async () => {
    const token = await platform.issue(tokenOf("Auth0"), { sub: "名".repeat(255) });
    const api = new ApiClient(platform.url, token);
    const { json } = await api.post(PROFILES, { name: "Jane", title: "T" });
    const { key } = (await api.post("/api/v1/api-keys", { name: "CRM" })).json;
    const byKey = await platform.withKey(key).get(`${PROFILES}/all`);
    expect(byKey.json).toMatchObject([{ id: json.id }]);
  });
});

/** Everything the key server answers otherwise, for one issuer or all. */
describe("an issuer that is down", () => {
  const token = tokenOf("Keycloak");
  let sound: Record<string, unknown>;
  beforeEach(async () => {
    sound ??= platform.keyServer.answers;
    platform.keyServer.answers = {};
    logged.length = 0;
    await platform.coolAuthorizer();
  });

  test("fails its callers at a cold start, by our fault, while no keys are kept", async () => {
    const { status, json } = await call(await platform.issue(token));
    expect(status).toBeGreaterThanOrEqual(500);
    expect(json.code).not.toBe("unauthorized");
    await eventually(() =>
      expect(counted("AuthorizerDependencyFailure", "AuthorizeRequest")).toBe(1),
    );
  });

  test("lets good tokens in by the keys that were kept, and nobody else", async () => {
    platform.keyServer.answers = sound;
    await keep();
    platform.keyServer.answers = {};
    expect((await call(await platform.issue(token))).status).toBe(200);
    expect((await call(await platform.issue(token, { aud: "another" }))).status).toBe(401);
    expect((await call(await platform.issue(tokenOf("Auth0")))).status).toBe(200);
    // A failure is counted for each issuer, and for each time it is asked again.
    await eventually(() =>
      expect(counted("IssuerKeysStale", "AuthorizeRequest")).toBeGreaterThanOrEqual(2),
    );
    // Nor does the next run lose them, but it tells of each issuer.
    logged.length = 0;
    await keep();
    await eventually(() =>
      expect(counted("IssuerKeysStale", "IssuerKeysKeeper")).toBe(Object.keys(sound).length),
    );
    await platform.coolAuthorizer();
    expect((await call(await platform.issue(token))).status).toBe(200);
  });

  test("once it answers again decides itself: a key it has taken back is refused", async () => {
    platform.keyServer.answers = sound;
    await keep();
    platform.keyServer.answers = {};
    expect((await call(await platform.issue(token))).status).toBe(200);
    platform.keyServer.answers = { ...sound, [platform.keysOf(token.issuer)]: { keys: [] } };
    // It was not asked again for a second.
    await delay(1_100);
    expect((await call(await platform.issue(token))).status).toBe(401);
    await keep();
    platform.keyServer.answers = {};
    await platform.coolAuthorizer();
    expect((await call(await platform.issue(token))).status).toBeGreaterThanOrEqual(500);
  });

  test("costs 1 read for each run, as long as its keys stay the same", async () => {
    platform.keyServer.answers = sound;
    await keep();
    platform.calls.length = 0;
    await keep();
    const own = platform.calls.filter(({ functionName }) => functionName.includes("IssuerKeys"));
    expect(own.map(({ operation }) => operation)).toEqual(Object.keys(sound).map(() => "GetItem"));
    const items = (await platform.items()).filter(({ pk }) => String(pk).startsWith("ISSUER#"));
    expect(items).toHaveLength(Object.keys(sound).length);
    expect(
      items.every(({ expiresAt, readAt }) => Number(expiresAt) >= Number(readAt) / 1_000),
    ).toBe(true);
  });
});

async function keep(): Promise<void> {
  await platform.fireSchedules();
  await platform.idle();
}

/** How often a function has counted something. */
function counted(metric: string, name: string): number {
  return logged.filter(
    ({ functionName, line }) => functionName.includes(name) && line.includes(`"${metric}":1`),
  ).length;
}
