import { createSecretKey } from "node:crypto";
import { DEV_AUDIENCE, DEV_ISSUER } from "@profiles-api/laptop/token";
import { generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { INVALID_TOKEN } from "../../infra/constructs/gateway-responses.ts";
import { routeTable } from "../../shared/routes/route-table.ts";
import { ApiClient, rawCall } from "../support/api-client.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

let platform: TestPlatform;
const logged: string[] = [];
let tokens: Record<string, string>;
beforeAll(async () => {
  platform = await sharedPlatform({ log: (entry) => logged.push(JSON.stringify(entry)) });
  const good = await platform.token({ account: "jane" });
  const [header = "", payload = "", signature = ""] = good.split(".");
  const { privateKey } = await generateKeyPair("ES256");
  const claims = () =>
    new SignJWT({})
      .setIssuer(DEV_ISSUER)
      .setAudience(DEV_AUDIENCE)
      .setSubject("jane")
      .setIssuedAt()
      .setExpirationTime("1h");
  const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString("base64url");
  tokens = {
    malformed: "abc",
    "two parts": `${header}.${payload}`,
    expired: await platform.token({ account: "jane", lifetimeSeconds: -60 }),
    "wrongly signed": await claims()
      .setProtectedHeader({ alg: "ES256", kid: JSON.parse(atob(header)).kid })
      .sign(privateKey),
    "of an unknown key": await claims()
      .setProtectedHeader({ alg: "ES256", kid: "other" })
      .sign(privateKey),
    "of alg none": `${none}.${payload}.`,
    "of alg none with a signature": `${none}.${payload}.${signature}`,
    "of a symmetric key": await claims()
      .setProtectedHeader({ alg: "HS256" })
      .sign(createSecretKey(Buffer.alloc(32, 1))),
    "for another audience": await platform.token({ account: "jane", audience: "other" }),
    "of another issuer": await platform.token({ account: "jane", issuer: "https://other.example" }),
    "with a changed payload": `${header}.${Buffer.from('{"sub":"bob"}').toString("base64url")}.${signature}`,
    "over 8 KB": `${header}.${"a".repeat(8_200)}.${signature}`,
  };
});
afterAll(() => platform.stop());

const guarded = routeTable.filter(({ auth }) => auth !== "public");

function expectRefused(
  answer: { status: number; headers: Headers; json: unknown },
  challenge: string,
): void {
  expect(answer.status).toBe(401);
  expect(answer.json).toEqual({
    detail: expect.any(String),
    code: "unauthorized",
    request_id: expect.stringMatching(/.+/),
  });
  expect(answer.headers.get("www-authenticate")).toBe(challenge);
  expect(answer.headers.get("x-request-id")).toBeTruthy();
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
}

describe.each(guarded.map((route) => [route.id, route] as const))("%s", (_id, route) => {
  const path = route.path
    .replace("{profile_id}", "0190c0de-0000-7000-8000-000000000000")
    .replace("{entry_id}", "0190c0de-0000-7000-8000-000000000000")
    .replace("{key_id}", "0123456789abcdef");

  test("refuses a caller without a credential", async () => {
    expectRefused(await new ApiClient(platform.url).call(route.method, path), "Bearer");
  });

  test("refuses every bad token", async () => {
    for (const token of Object.values(tokens)) {
      const answer = await new ApiClient(platform.url, token).call(route.method, path);
      expectRefused(answer, INVALID_TOKEN);
    }
  });
});

test("refuses another scheme, an API key nobody issued, and a credential sent twice", async () => {
  const good = await platform.token({ account: "jane" });
  const call = (...headers: (readonly [string, string])[]) =>
    rawCall(platform.url, "GET", "/api/v1/profiles/all", headers);
  expect((await call(["Authorization", `Bearer ${good}`])).status).toBe(200);
  expect((await call(["AUTHORIZATION", `bearer ${good}`])).status).toBe(200);
  expect((await call(["Authorization", `Basic ${good}`])).status).toBe(401);
  expect((await call(["Authorization", good])).status).toBe(401);
  expect((await call(["X-API-Key", "pr_live_x_y"])).status).toBe(401);
  expect(
    (await call(["Authorization", `Bearer ${good}`], ["X-API-Key", "pr_live_x_y"])).status,
  ).toBe(401);
  const twice = await call(
    ["Authorization", `Bearer ${good}`],
    ["Authorization", `Bearer ${good}`],
  );
  expect(twice.status).toBe(401);
});

test("the same facts as problem+json, for those who ask", async () => {
  for (const credential of [{}, "bad.bad.bad"]) {
    const answer = await new ApiClient(platform.url, credential).get("/api/v1/profiles/all", {
      accept: "application/problem+json",
    });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(answer.json).toEqual({
      type: "about:blank",
      title: "Unauthorized",
      status: 401,
      detail: "A valid credential is needed.",
      code: "unauthorized",
      request_id: answer.headers.get("x-request-id"),
    });
  }
});

test("a path that reads like a variable or a wildcard of a policy is let through, or is not", async () => {
  const good = await platform.token({ account: "jane" });
  for (const path of [
    "$%7Baws:username%7D",
    `\${aws:username}`,
    "*",
    "$%7B*%7D",
    "a%2Fb",
    "%2A%3F",
  ]) {
    const get = (token: string) =>
      rawCall(platform.url, "GET", `/api/v1/profiles/${path}`, [
        ["Authorization", `Bearer ${token}`],
      ]);
    expect([404, 422]).toContain((await get(good)).status);
    expect((await get("bad")).status).toBe(401);
  }
});

test("a refused credential is neither repeated nor logged", async () => {
  const { key } = await platform.issueKey("logged");
  const wrong = `${key.slice(0, -1)}${key.endsWith("a") ? "b" : "a"}`;
  logged.length = 0;
  const answers = await Promise.all([
    new ApiClient(platform.url, wrong).get("/api/v1/profiles/all"),
    new ApiClient(platform.url, { "x-api-key": wrong }).get("/api/v1/profiles/all"),
    new ApiClient(platform.url, key).get("/api/v1/profiles/all"),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 200]);
  await platform.idle();
  const secret = key.split("_").at(-1)?.slice(0, 20) ?? "";
  for (const text of [...answers.map((answer) => answer.text), ...logged]) {
    expect(text).not.toContain(secret);
  }
  expect(logged.length).toBeGreaterThan(0);
});

test("an account may have any name", async () => {
  for (const account of ["ünï cödé 名前", "auth0|5f7c8ec7c33c6c004bbafe82", "a".repeat(255)]) {
    const api = await platform.as(account);
    expect((await api.post("/api/v1/profiles", { name: "Any", title: "T" })).status).toBe(201);
    expect((await api.get("/api/v1/profiles/all")).json).toHaveLength(1);
  }
});
