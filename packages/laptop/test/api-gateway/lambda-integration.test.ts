import { describe, expect, it } from "vitest";
import { type ApiDescription, InvocationError, proxyTo, serve } from "./gateway-fixture.ts";

const NEW_TRACE = /^Root=1-[\da-f]{8}-[\da-f]{24};Parent=[\da-f]{16};Sampled=0$/;
const BROKEN = { message: "Internal server error" };
const METHODS = { methods: { "ANY /": "echo" } };

async function answered(payload: unknown, more: object = {}, headers: string[] = []) {
  const gateway = await serve({ ...METHODS, ...more });
  gateway.functions.echo = () => payload;
  return gateway.send("/", { headers });
}

/** Of an `<img>`. */
const BROWSER = "image/avif,image/webp,image/*,*/*;q=0.8";

describe("the answer of a function", () => {
  it("becomes the response, with the gateway's own headers", async () => {
    const { status, rawHeaders, body } = await answered({
      statusCode: 201,
      headers: { "Content-Type": "text/plain", "X-One": "1", "X-True": true, Both: "last" },
      multiValueHeaders: { "Set-Cookie": ["a=1", "b=2"], both: ["first", "then"] },
      body: "grün",
    });
    expect([status, body.toString()]).toEqual([201, "grün"]);
    expect(rawHeaders.slice(0, -6)).toEqual(
      [
        ["x-amzn-RequestId", expect.stringMatching(/^[\da-f-]{36}$/)],
        ["Set-Cookie", "a=1"],
        ["Set-Cookie", "b=2"],
        ["both", "first"],
        ["both", "then"],
        ["both", "last"],
        ["Content-Type", "text/plain"],
        ["X-One", "1"],
        ["X-True", "true"],
        ["X-Amzn-Trace-Id", expect.stringMatching(NEW_TRACE)],
        ["x-amz-apigw-id", expect.stringMatching(/=$/)],
      ].flat(),
    );
  });

  it("is JSON and 200 where it says nothing", async () => {
    const { status, headers, body } = await answered({});
    expect([status, headers["content-type"], body.length]).toEqual([200, "application/json", 0]);
  });

  it("may have nulls, and a status in digits", async () => {
    const nulls = { headers: null, multiValueHeaders: null, body: null, statusCode: "202" };
    expect((await answered(nulls)).status).toBe(202);
  });

  it("has no body where HTTP has none", async () => {
    for (const statusCode of [204, 304]) {
      const { status, headers, body } = await answered({ statusCode, body: "x" });
      expect([status, headers["content-length"], body.length]).toEqual([statusCode, undefined, 0]);
    }
  });

  it("answers HEAD with the length alone", async () => {
    const gateway = await serve(METHODS);
    const { headers, body } = await gateway.send("/", { method: "HEAD" });
    expect([headers["content-length"], body.length]).toEqual(["4", 0]);
  });

  it("loses the headers that the gateway keeps to itself", async () => {
    const { headers } = await answered({
      headers: {
        "WWW-Authenticate": "Bearer",
        Date: "now",
        server: "mine",
        Connection: "close",
        "Content-Length": "99",
        "Transfer-Encoding": "chunked",
        TE: "trailers",
        Vary: "Accept",
      },
      body: "x",
    });
    expect(headers).toMatchObject({
      "x-amzn-remapped-www-authenticate": "Bearer",
      "x-amzn-remapped-date": "now",
      "x-amzn-remapped-server": "mine",
      "x-amzn-remapped-connection": "close",
      "x-amzn-remapped-content-length": "99",
      "content-length": "1",
      te: "trailers",
      vary: "Accept",
    });
    expect(headers).not.toHaveProperty("www-authenticate");
    expect(headers).not.toHaveProperty("transfer-encoding");
  });

  it.each<[string, string[], string[], boolean]>([
    ["Accept names it", ["image/png"], ["Accept", "image/png,*/*"], true],
    ["everything is binary", ["*/*"], ["Accept", "text/html"], true],
    ["everything is binary, no Accept", ["*/*"], [], true],
    ["everything is binary, Accept is a browser's", ["*/*"], ["Accept", BROWSER], true],
    ["everything is binary, Accept is any", ["*/*"], ["Accept", "*/*"], true],
    ["Accept names it second", ["image/png"], ["Accept", "text/html,image/png"], false],
    ["Accept is any", ["image/png"], ["Accept", "*/*"], false],
    ["Accept is a range", ["image/png"], ["Accept", "image/*"], false],
    ["a star on the left meets a type", ["*/png"], ["Accept", "image/png"], false],
    ["a star on the left meets itself", ["*/png"], ["Accept", "*/png"], false],
    ["there is no Accept", ["image/png"], [], false],
  ])("is decoded from base64 only where %s", async (_why, BinaryMediaTypes, headers, decoded) => {
    const bytes = Buffer.from([0xff, 0x00, 0x89]);
    const payload = {
      headers: { "Content-Type": "image/png" },
      body: bytes.toString("base64"),
      isBase64Encoded: true,
    };
    const { body } = await answered(payload, { api: { BinaryMediaTypes } }, headers);
    expect(body).toEqual(decoded ? bytes : Buffer.from(bytes.toString("base64")));
  });

  it("names the trace of the request, with a parent of its own where there is none", async () => {
    const root = "Root=1-3152b799-8954dae64eda91bc9a23a7e8";
    const whole = `${root};Parent=7fa8c0f79203be72;Sampled=1`;
    const answer = async (trace: string) =>
      (await answered({}, {}, ["x-amzn-trace-id", trace])).headers["x-amzn-trace-id"];
    expect(await answer(whole)).toBe(whole);
    expect(await answer(root)).toMatch(new RegExp(`^${root};Parent=[\\da-f]{16};Sampled=0$`));
  });

  it("names no trace where the gateway answers itself", async () => {
    expect((await answered("no answer")).headers).not.toHaveProperty("x-amzn-trace-id");
  });

  it.each([
    ["no Accept", []],
    ["any", ["Accept", "*/*"]],
    ["a picture", ["Accept", "image/png"]],
    ["a browser's", ["Accept", BROWSER]],
  ])("stays as it is when not marked as base64: %s", async (_, headers) => {
    const api = { BinaryMediaTypes: ["*/*"] };
    const { body } = await answered({ body: "aGk=" }, { api }, headers);
    expect(body.toString()).toBe("aGk=");
  });

  it.each<[string, unknown]>([
    ["nothing", undefined],
    ["null", null],
    ["a text", "hello"],
    ["a list", []],
    ["an unknown key", { statusCode: 200, status: 200 }],
    ["an object as body", { body: { a: 1 } }],
    ["a number as header", { headers: { "X-Count": 5 } }],
    ["a header with a line break", { headers: { "X-A": "a\r\nSet-Cookie: b" } }],
    ["a header name with a space", { headers: { "X A": "a" } }],
    ["a list as headers", { headers: ["a"] }],
    ["a text as multi-value header", { multiValueHeaders: { A: "a" } }],
    ["a word as status", { statusCode: "ok" }],
    ["a status out of range", { statusCode: 1000 }],
  ])("is 502 for %s", async (_name, payload) => {
    const received = await answered(payload);
    expect([received.status, received.json]).toEqual([502, BROKEN]);
  });

  it.each([
    "unhandled",
    "crash",
    "timeout",
    "out-of-memory",
    "answer-too-large",
  ] as const)("is 502 for a function that ends with %s", async (kind) => {
    const received = await answered(new InvocationError({ kind, message: "secret" }));
    expect([received.status, received.json]).toEqual([502, BROKEN]);
  });
});

describe("a throttled function", () => {
  const throttled = async (gatewayResponses?: ApiDescription["gatewayResponses"]) => {
    const gateway = await serve({ ...METHODS, ...(gatewayResponses && { gatewayResponses }) });
    gateway.functions.echo = () =>
      new InvocationError({ kind: "throttled", message: "Rate Exceeded" });
    return gateway.send("/");
  };
  const ResponseTemplates = { "application/json": '{"type":"$context.error.responseType"}' };

  it("is a 500, as long as the API says nothing of it", async () => {
    const received = await throttled();
    expect([received.status, received.json]).toEqual([500, BROKEN]);
    expect(received.headers["x-amzn-errortype"]).toBe("InternalServerErrorException");
  });

  it.each([
    ["503 where the API says so", { ResponseTemplates, StatusCode: "503" }, 503],
    ["504 where the API says something, but no status", { ResponseTemplates }, 504],
  ])("is an INTEGRATION_FAILURE: %s", async (_words, INTEGRATION_FAILURE, status) => {
    const received = await throttled({ INTEGRATION_FAILURE });
    expect([received.status, received.json]).toEqual([status, { type: "INTEGRATION_FAILURE" }]);
  });

  it("that fails is none", async () => {
    const INTEGRATION_FAILURE = { ResponseTemplates, StatusCode: "503" };
    const gateway = await serve({ ...METHODS, gatewayResponses: { INTEGRATION_FAILURE } });
    gateway.functions.echo = () => new InvocationError({ kind: "timeout", message: "late" });
    expect((await gateway.send("/")).status).toBe(502);
  });
});

describe("an integration", () => {
  it("ends at its timeout with 504", async () => {
    const gateway = await serve({
      methods: { "GET /": { Integration: proxyTo("echo", { TimeoutInMillis: 50 }) } },
    });
    let release = () => {};
    gateway.functions.echo = () =>
      new Promise((resolve) => {
        release = () => resolve({ body: "late" });
      });
    const received = await gateway.send("/");
    release();
    expect([received.status, received.json]).toEqual([
      504,
      { message: "Endpoint request timed out" },
    ]);
  });

  it.each([
    ["the exact method", "arn:aws:execute-api:us-east-1:000000000000:local/test/GET/a/*", 200],
    ["every method", "arn:aws:execute-api:us-east-1:000000000000:local/*/*/*", 200],
    ["another verb", "arn:aws:execute-api:us-east-1:000000000000:local/test/PUT/a/*", 500],
    ["another path", "arn:aws:execute-api:us-east-1:000000000000:local/test/GET/b", 500],
    ["another API", "arn:aws:execute-api:us-east-1:000000000000:other/*/*/*", 500],
  ])("needs permission to invoke: %s", async (_name, source, status) => {
    const gateway = await serve({
      methods: { "GET /a/{id}": "echo" },
      permissions: { echo: source },
    });
    const received = await gateway.send("/a/1");
    expect(received.status).toBe(status);
    expect(gateway.events).toHaveLength(status === 200 ? 1 : 0);
    if (status === 500) {
      expect(received.json).toEqual(BROKEN);
    }
  });

  it("needs some permission", async () => {
    const gateway = await serve({ ...METHODS, permissions: {} });
    expect((await gateway.send("/")).status).toBe(500);
  });

  it("needs a function that is there", async () => {
    const gateway = await serve({ methods: { "GET /": "other" } });
    const received = await gateway.send("/");
    expect([received.status, received.json]).toEqual([500, BROKEN]);
  });
});
