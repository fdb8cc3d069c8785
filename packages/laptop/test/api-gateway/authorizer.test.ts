import { describe, expect, it } from "vitest";
import { allow, authorized, InvocationError, serve } from "./gateway-fixture.ts";

const DENIED = "User is not authorized to access this resource";
const METHODS = { methods: { "GET /a/{id}": authorized("echo") } };

const policy = (Effect: string, path: string) => ({
  policyDocument: {
    Statement: [
      {
        Effect,
        Action: "execute-api:Invoke",
        Resource: `arn:aws:execute-api:us-east-1:000000000000:local/test/${path}`,
      },
    ],
  },
});
const unhandled = (message: string) => new InvocationError({ kind: "unhandled", message });

describe("an authorizer", () => {
  it("lets an allowed request through", async () => {
    const gateway = await serve(METHODS);
    gateway.functions.authorizer = () => allow(policy("Allow", "GET/a/?"));
    expect((await gateway.send("/a/1")).status).toBe(200);
    expect(gateway.events.map(({ name }) => name)).toEqual(["authorizer", "echo"]);
  });

  it.each<[string, unknown, number, string, object]>([
    [
      "throws Unauthorized",
      unhandled("Unauthorized"),
      401,
      "UNAUTHORIZED",
      { message: "Unauthorized" },
    ],
    [
      "throws something like it",
      unhandled("unauthorized"),
      500,
      "AUTHORIZER_FAILURE",
      { message: null },
    ],
    ["throws anything else", unhandled("Broken"), 500, "AUTHORIZER_FAILURE", { message: null }],
    [
      "times out",
      new InvocationError({ kind: "timeout", message: "Task timed out" }),
      500,
      "AUTHORIZER_FAILURE",
      { message: null },
    ],
    [
      "crashes with that message",
      new InvocationError({ kind: "crash", message: "Unauthorized" }),
      500,
      "AUTHORIZER_FAILURE",
      { message: null },
    ],
    [
      "is throttled",
      new InvocationError({ kind: "throttled", message: "Rate Exceeded" }),
      500,
      "AUTHORIZER_FAILURE",
      { message: null },
    ],
    ["answers nothing", undefined, 500, "AUTHORIZER_FAILURE", { message: null }],
    ["answers a text", "yes", 500, "AUTHORIZER_FAILURE", { message: null }],
    [
      "names no principal",
      { ...allow(), principalId: 1 },
      500,
      "AUTHORIZER_FAILURE",
      { message: null },
    ],
    [
      "gives no policy",
      allow({ policyDocument: undefined }),
      500,
      "AUTHORIZER_FAILURE",
      { message: null },
    ],
    [
      "gives nested context",
      allow({ context: { user: { id: 1 } } }),
      500,
      "AUTHORIZER_CONFIGURATION_ERROR",
      { message: null },
    ],
    [
      "gives null context",
      allow({ context: { user: null } }),
      500,
      "AUTHORIZER_CONFIGURATION_ERROR",
      { message: null },
    ],
    [
      "denies",
      allow(policy("Deny", "*")),
      403,
      "ACCESS_DENIED",
      { Message: `${DENIED} with an explicit deny` },
    ],
    [
      "allows another path only",
      allow(policy("Allow", "GET/b")),
      403,
      "ACCESS_DENIED",
      { Message: DENIED },
    ],
  ])("that %s", async (_name, answer, status, type, body) => {
    const Format = '{"type":"$context.error.responseType"}';
    const gateway = await serve({ ...METHODS, stage: { AccessLogSetting: { Format } } });
    gateway.functions.authorizer = () => answer;
    const received = await gateway.send("/a/1");
    expect([received.status, received.json]).toEqual([status, body]);
    expect(gateway.log.at(-1)).toEqual({ type });
    expect(gateway.events.map(({ name }) => name)).toEqual(["authorizer"]);
  });

  it("says in the execution log why it failed, and never to the caller", async () => {
    const gateway = await serve(METHODS);
    gateway.functions.authorizer = () => unhandled("database password is 1234");
    const { body } = await gateway.send("/a/1");
    expect(body.toString()).not.toContain("1234");
    expect(gateway.log).toEqual([
      {
        level: "error",
        requestId: expect.any(String),
        message: "The authorizer failed (unhandled): database password is 1234",
      },
    ]);
  });

  it.each([
    [["Authorization", "x"], "/a/1", 401],
    [["X-API-Key", "y"], "/a/1", 401],
    [["Authorization", "x", "x-api-key", ""], "/a/1?v=1", 401],
    [["authorization", "x", "x-api-key", "y"], "/a/1", 401],
    [["authorization", "x", "x-api-key", "y"], "/a/1?v=1", 200],
  ])("needs every identity source: %j %s", async (headers, target, status) => {
    const gateway = await serve({
      ...METHODS,
      authorizer: {
        IdentitySource:
          "method.request.header.Authorization, method.request.header.X-API-Key,method.request.querystring.v",
      },
    });
    expect((await gateway.send(target, { headers })).status).toBe(status);
    expect(gateway.events).toHaveLength(status === 200 ? 2 : 0);
  });

  it("must be allowed to be invoked by the gateway", async () => {
    const authorizerArn = "arn:aws:execute-api:us-east-1:000000000000:local/authorizers/auth";
    const allowed = await serve({
      ...METHODS,
      permissions: { "*": "*", authorizer: authorizerArn },
    });
    expect((await allowed.send("/a/1")).status).toBe(200);
    const gateway = await serve({
      ...METHODS,
      permissions: { "*": "*", authorizer: `${authorizerArn}2` },
    });
    const received = await gateway.send("/a/1");
    expect([received.status, received.json]).toEqual([500, { message: null }]);
    expect(gateway.events).toEqual([]);
  });

  it("is not asked about an unknown path, nor about an open one", async () => {
    const gateway = await serve({ methods: { ...METHODS.methods, "GET /open": "echo" } });
    await gateway.send("/b");
    await gateway.send("/open");
    expect(gateway.events.map(({ name }) => name)).toEqual(["echo"]);
  });
});
