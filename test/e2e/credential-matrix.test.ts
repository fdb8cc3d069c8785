import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { INVALID_TOKEN } from "../../infra/constructs/gateway-responses.ts";
import { accountKey } from "../../shared/persistence/keys.ts";
import { examplePath } from "../../shared/routes/example-of.ts";
import type { AnyRoute } from "../../shared/routes/route-table.ts";
import { routeTable } from "../../shared/routes/route-table.ts";
import { ApiClient } from "../support/api-client.ts";
import { UNKNOWN } from "../support/route-examples.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

/** Every route that needs a credential, called with every kind there is. */
type Headers = Readonly<Record<string, string>>;

let platform: TestPlatform;
let kinds: Record<string, Headers>;
beforeAll(async () => {
  platform = await sharedPlatform();
  const jwt = await platform.token({ account: "matrix" });
  const other = await platform.token({ account: "matrix-other" });
  // Every route is called by key more often than the smallest plan allows a day.
  await platform.putItems([{ ...accountKey("matrix"), plan: "startup" }]);
  const { key } = await platform.issueKey("matrix");
  const second = await platform.issueKey("matrix");
  const foreign = await platform.issueKey("matrix-other");
  const revoked = await platform.issueKey("matrix");
  await (await platform.as("matrix")).delete(`/api/v1/api-keys/${revoked.id}`);
  const expired = await platform.issueKey("matrix");
  const stored = (await platform.items()).find(({ pk }) => pk === `KEY#${expired.id}`);
  await platform.putItems([{ ...stored, expiry: new Date(Date.now() - 1).toISOString() }]);
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  kinds = {
    none: {},
    JWT: bearer(jwt),
    key: { "x-api-key": key },
    "a key as bearer token": bearer(key),
    "a key in both headers": { ...bearer(key), "x-api-key": key },
    "two keys of one account": { ...bearer(second.key), "x-api-key": key },
    "two keys of different accounts": { ...bearer(foreign.key), "x-api-key": key },
    "a good key beside a revoked one": { ...bearer(key), "x-api-key": revoked.key },
    "a revoked key as bearer token beside a good one": {
      ...bearer(revoked.key),
      "x-api-key": key,
    },
    "an expired key as bearer token": bearer(expired.key),
    "a key as bearer token in capitals": bearer(key.toUpperCase()),
    "another scheme": { authorization: "Basic amFuZTpwYXNz" },
    "both of one account": { ...bearer(jwt), "x-api-key": key },
    "both of different accounts": { ...bearer(other), "x-api-key": key },
    "an expired JWT": bearer(await platform.token({ account: "matrix", lifetimeSeconds: -60 })),
    "an expired key": { "x-api-key": expired.key },
    "a revoked key": { "x-api-key": revoked.key },
    "a JWT of another issuer": bearer(
      await platform.token({ account: "matrix", issuer: "https://other.example" }),
    ),
    "a good JWT beside a revoked key": { ...bearer(jwt), "x-api-key": revoked.key },
    "a good key beside an expired JWT": {
      ...bearer(await platform.token({ account: "matrix", lifetimeSeconds: -60 })),
      "x-api-key": key,
    },
  };
});
afterAll(() => platform.stop());

/** Whether a kind gets past the door of a route: 401 outside, 403 inside but not for keys. */
function expected(route: AnyRoute, kind: string): "in" | 401 | 403 {
  if (route.auth === "public") return "in";
  if (kind === "JWT" || kind === "both of one account") return "in";
  return BY_KEY.includes(kind) ? (route.auth === "session" ? 403 : "in") : 401;
}

const BY_KEY = ["key", "a key as bearer token", "a key in both headers", "two keys of one account"];

/** RFC 6750, 3.1: who brought no credential that we take is not told that it is bad. */
const WITHOUT = ["none", "another scheme"];

const KINDS = [
  ...WITHOUT,
  ...BY_KEY,
  "JWT",
  "two keys of different accounts",
  "a good key beside a revoked one",
  "a revoked key as bearer token beside a good one",
  "an expired key as bearer token",
  "a key as bearer token in capitals",
  "both of one account",
  "both of different accounts",
  "an expired JWT",
  "an expired key",
  "a revoked key",
  "a JWT of another issuer",
  "a good JWT beside a revoked key",
  "a good key beside an expired JWT",
];

describe.each(
  routeTable.map((route) => [`${route.method} ${route.path}`, route] as const),
)("%s", (_, route) => {
  test.each(KINDS)("with %s", async (kind) => {
    const api = new ApiClient(platform.url, kinds[kind]);
    const { status, headers } = await api.call(route.method, examplePath(route, UNKNOWN));
    const wanted = expected(route, kind);
    if (wanted === "in") expect([401, 403]).not.toContain(status);
    else expect(status).toBe(wanted);
    const challenge = WITHOUT.includes(kind) ? "Bearer" : INVALID_TOKEN;
    expect(headers.get("www-authenticate")).toBe(wanted === 401 ? challenge : null);
  });
});
