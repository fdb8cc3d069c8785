import { describe, expect, it } from "vitest";
import { allow, authorized, serve } from "./gateway-fixture.ts";

const ANY_TEXT = expect.any(String);
const ANY_NUMBER = expect.any(Number);

/** `requestContext` of a GET of /things/{id}, as recorded from API Gateway. */
const requestContext = {
  resourceId: "/things/{id}",
  resourcePath: "/things/{id}",
  httpMethod: "GET",
  extendedRequestId: expect.stringMatching(/^[\w-]{15}=$/),
  requestTime: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
  path: "/test/things/a%20b",
  accountId: "000000000000",
  protocol: "HTTP/1.1",
  stage: "test",
  domainPrefix: "local",
  requestTimeEpoch: ANY_NUMBER,
  requestId: expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/),
  identity: {
    cognitoIdentityPoolId: null,
    accountId: null,
    cognitoIdentityId: null,
    caller: null,
    sourceIp: "127.0.0.1",
    principalOrgId: null,
    accessKey: null,
    cognitoAuthenticationType: null,
    cognitoAuthenticationProvider: null,
    userArn: null,
    userAgent: "golden/1",
    user: null,
  },
  domainName: "local.execute-api.us-east-1.amazonaws.com",
  deploymentId: "deployment",
  apiId: "local",
};

const forwarded = (port: number) => ({
  "X-Forwarded-For": "127.0.0.1",
  "X-Forwarded-Port": String(port),
  "X-Forwarded-Proto": "http",
  "X-Amzn-Trace-Id": expect.stringMatching(/^Root=1-[\da-f]{8}-[\da-f]{24}$/),
});

const listed = (headers: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));

const TARGET = "/things/a%20b?tag=x&q=a+b%26&tag=y&empty=&__proto__=z";
const HEADERS = ["User-Agent", "golden/1", "X-tWo", "1", "x-two", "2", "Authorization", "Bearer t"];

const query = {
  queryStringParameters: JSON.parse('{"tag":"y","q":"a b&","empty":"","__proto__":"z"}'),
  multiValueQueryStringParameters: JSON.parse(
    '{"tag":["x","y"],"q":["a b&"],"empty":[""],"__proto__":["z"]}',
  ),
};

describe("the event of a function", () => {
  it("is version 1.0, field by field", async () => {
    const gateway = await serve({
      methods: { "GET /things/{id}": "echo" },
      stage: { Variables: { mode: "fast" } },
    });
    await gateway.send(TARGET, { headers: HEADERS });
    const own = { Host: "api.test", "User-Agent": "golden/1", Authorization: "Bearer t" };
    expect(gateway.events).toEqual([
      {
        name: "echo",
        event: {
          resource: "/things/{id}",
          path: "/things/a%20b",
          httpMethod: "GET",
          headers: { ...own, "X-tWo": "2", ...forwarded(gateway.port) },
          multiValueHeaders: {
            ...listed(own),
            "X-tWo": ["1", "2"],
            ...listed(forwarded(gateway.port)),
          },
          ...query,
          pathParameters: { id: "a%20b" },
          stageVariables: { mode: "fast" },
          requestContext,
          body: null,
          isBase64Encoded: false,
        },
      },
    ]);
  });

  it("has variables of the stage that lead to this machine, and AWS's own name of the domain", async () => {
    const aws = "https://local.execute-api.us-east-1.amazonaws.com/test";
    const gateway = await serve(
      { methods: { "GET /": "echo" }, stage: { Variables: { self: `${aws}/x` } } },
      { mapAddress: (value) => value.replace(aws, "http://127.0.0.1:1") },
    );
    await gateway.send("/");
    expect(gateway.events[0]?.event).toMatchObject({
      stageVariables: { self: "http://127.0.0.1:1/x" },
      requestContext: { domainName: "local.execute-api.us-east-1.amazonaws.com" },
    });
  });

  it("has null for what is empty", async () => {
    const gateway = await serve({ methods: { "GET /": "echo" } });
    await gateway.send("/");
    expect(gateway.events[0]?.event).toMatchObject({
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: null,
      stageVariables: null,
      body: null,
    });
  });

  it("has none of the headers the gateway keeps to itself", async () => {
    const gateway = await serve({ methods: { "POST /": "echo" } });
    await gateway.send("/", {
      method: "POST",
      body: "x",
      headers: ["Max-Forwards", "3", "Content-MD5", "x", "Proxy-Authenticate", "x", "Server", "x"],
    });
    expect(Object.keys(gateway.events[0]?.event.headers ?? {})).toEqual([
      "Host",
      ...Object.keys(forwarded(0)),
    ]);
  });

  it("continues the addresses and the trace of a proxy before it", async () => {
    const gateway = await serve({ methods: { "GET /": "echo" } });
    await gateway.send("/", {
      headers: [
        "x-forwarded-for",
        "10.0.0.9",
        "X-Forwarded-Proto",
        "gopher",
        "X-Amzn-Trace-Id",
        "t",
      ],
    });
    expect(gateway.events[0]?.event.headers).toMatchObject({
      "X-Forwarded-For": "10.0.0.9, 127.0.0.1",
      "X-Forwarded-Proto": "http",
      "X-Amzn-Trace-Id": "t",
    });
  });

  it.each<[string, string[], string[], boolean]>([
    ["a listed type", ["multipart/form-data"], ["multipart/form-data"], true],
    [
      "a listed type with a boundary",
      ["multipart/form-data"],
      ['Multipart/Form-Data; boundary="x"'],
      true,
    ],
    ["another type", ["multipart/form-data"], ["application/json"], false],
    ["no type", ["multipart/form-data"], [], false],
    ["no type where every type is listed", ["*/*"], [], true],
    ["a family of types", ["image/*"], ["image/png"], true],
    ["no listed types", [], ["image/png"], false],
  ])("has a base64 body only for binary media types: %s", async (_name, types, sent, isBase64Encoded) => {
    const gateway = await serve({
      methods: { "POST /": "echo" },
      api: { BinaryMediaTypes: types },
    });
    const headers = sent.flatMap((value) => ["Content-Type", value]);
    await gateway.send("/", { method: "POST", body: "grün", headers });
    const body = isBase64Encoded ? Buffer.from("grün").toString("base64") : "grün";
    expect(gateway.events[0]?.event).toMatchObject({ body, isBase64Encoded });
  });
});

describe("the event of an authorizer", () => {
  it("is the request without its body, with empty maps", async () => {
    const gateway = await serve({ methods: { "POST /": authorized("echo") } });
    await gateway.send("/", { method: "POST", body: "secret" });
    const { event } = gateway.events[0] ?? {};
    expect(Object.keys(event ?? {})).toEqual([
      "type",
      "methodArn",
      "resource",
      "path",
      "httpMethod",
      "headers",
      "multiValueHeaders",
      "queryStringParameters",
      "multiValueQueryStringParameters",
      "pathParameters",
      "stageVariables",
      "requestContext",
    ]);
    expect(event).toMatchObject({
      type: "REQUEST",
      methodArn: "arn:aws:execute-api:us-east-1:000000000000:local/test/POST/",
      queryStringParameters: {},
      multiValueQueryStringParameters: {},
      pathParameters: {},
      stageVariables: {},
    });
  });

  it("names the called path in methodArn, and passes credentials on", async () => {
    const gateway = await serve({ methods: { "GET /things/{id}": authorized("echo") } });
    await gateway.send(TARGET, { headers: HEADERS });
    expect(gateway.events[0]?.event).toMatchObject({
      methodArn: "arn:aws:execute-api:us-east-1:000000000000:local/test/GET/things/a%20b",
      resource: "/things/{id}",
      path: "/things/a%20b",
      headers: { Authorization: "Bearer t", "X-tWo": "2" },
      multiValueHeaders: { "X-tWo": ["1", "2"] },
      pathParameters: { id: "a%20b" },
      ...query,
      requestContext: { ...requestContext, identity: { userAgent: "golden/1" } },
    });
  });

  it("reaches the function as flat texts", async () => {
    const gateway = await serve({ methods: { "GET /": authorized("echo") } });
    gateway.functions.authorizer = () => allow({ context: { plan: "free", limit: 5, ok: false } });
    await gateway.send("/");
    expect(gateway.events[1]?.event.requestContext).toMatchObject({
      authorizer: {
        principalId: "someone",
        plan: "free",
        limit: "5",
        ok: "false",
        integrationLatency: ANY_NUMBER,
      },
      requestId: ANY_TEXT,
    });
  });
});
