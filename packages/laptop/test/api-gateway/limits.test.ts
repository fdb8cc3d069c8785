import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { TokenBucket } from "../../services/api-gateway/throttle.ts";
import { authorized, InvocationError, serve } from "./gateway-fixture.ts";

const LIMIT = 10_485_760;
const TOO_LONG = "HTTP content length exceeded 10485760 bytes.";
const METHODS = { methods: { "POST /": "echo" } };

describe("a request body", () => {
  it("may have 10,485,760 bytes", async () => {
    const gateway = await serve(METHODS);
    const { status } = await gateway.send("/", { method: "POST", body: Buffer.alloc(LIMIT, "a") });
    expect(status).toBe(200);
    expect(gateway.events[0]?.event.body).toHaveLength(LIMIT);
  });

  it("is refused with one byte more, and the client sees it", async () => {
    const gateway = await serve(METHODS);
    const body = Buffer.alloc(LIMIT + 1, "a");
    const received = await gateway.send("/", { method: "POST", body });
    expect([received.status, received.body.toString()]).toEqual([413, TOO_LONG]);
    expect(received.headers).toMatchObject({ "content-type": "text/plain", connection: "close" });
    expect(gateway.events).toEqual([]);
  });

  it("is refused as soon as its announced length is known", async () => {
    const gateway = await serve(METHODS);
    const socket = connect(gateway.port, "127.0.0.1");
    socket.write(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${LIMIT + 1}\r\n\r\nabc`);
    const answer = await new Promise<string>((resolve) =>
      socket.once("data", (data) => resolve(data.toString())),
    );
    socket.destroy();
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  it("is refused when it grows too large in chunks", async () => {
    const gateway = await serve(METHODS);
    const socket = connect(gateway.port, "127.0.0.1");
    socket.write("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    const chunk = `100000\r\n${"a".repeat(0x100000)}\r\n`;
    for (let sent = 0; sent < 14; sent++) {
      socket.write(chunk);
    }
    socket.end("0\r\n\r\n");
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain(TOO_LONG);
  });

  it("may be refused in the API's own words", async () => {
    const ResponseTemplates = { "application/json": '{"detail":"too large"}' };
    const gatewayResponses = { REQUEST_TOO_LARGE: { ResponseTemplates } };
    const gateway = await serve({ ...METHODS, gatewayResponses });
    const body = Buffer.alloc(LIMIT + 1);
    const received = await gateway.send("/", { method: "POST", body });
    expect([received.status, received.json]).toEqual([413, { detail: "too large" }]);
  });

  it("that makes the event too large for Lambda is 413 too", async () => {
    const gateway = await serve(METHODS);
    gateway.functions.echo = () =>
      new InvocationError({ kind: "event-too-large", message: "6291456" });
    const received = await gateway.send("/", { method: "POST", body: "x" });
    expect([received.status, received.json]).toEqual([413, { message: "Request Too Long" }]);
  });

  it("that breaks off reaches no function and leaves the gateway running", async () => {
    const gateway = await serve(METHODS);
    const socket = connect(gateway.port, "127.0.0.1");
    await new Promise<void>((resolve) =>
      socket.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc", () => resolve()),
    );
    socket.destroy();
    expect((await gateway.send("/", { method: "POST", body: "whole" })).status).toBe(200);
    expect(gateway.events.map(({ event }) => event.body)).toEqual(["whole"]);
  });
});

describe("stage throttling", () => {
  const setting = (ResourcePath: string, HttpMethod: string, rate: number, burst: number) => ({
    ResourcePath,
    HttpMethod,
    ThrottlingRateLimit: rate,
    ThrottlingBurstLimit: burst,
  });
  const statuses = async (settings: ReturnType<typeof setting>[], targets: string[]) => {
    const gateway = await serve({
      methods: { "GET /a": "echo", "GET /a/{id}": "echo" },
      stage: { MethodSettings: settings },
    });
    const received = [];
    for (const target of targets) {
      received.push((await gateway.send(target)).status);
    }
    return received;
  };

  it("holds for each method on its own", async () => {
    const settings = [setting("/*", "*", 0.001, 2)];
    const targets = ["/a", "/a", "/a", "/a/1", "/a/2", "/a/3"];
    expect(await statuses(settings, targets)).toEqual([200, 200, 429, 200, 200, 429]);
  });

  it("takes a method's own settings first", async () => {
    const settings = [setting("/*", "*", 0.001, 2), setting("/~1a~1{id}", "GET", 0.001, 1)];
    expect(await statuses(settings, ["/a", "/a", "/a/1", "/a/1"])).toEqual([200, 200, 200, 429]);
  });

  it("knows the root by a slash alone", async () => {
    const gateway = await serve({
      methods: { "GET /": "echo" },
      stage: { MethodSettings: [setting("/*", "*", 0.001, 2), setting("/", "GET", 0.001, 1)] },
    });
    const received = [await gateway.send("/"), await gateway.send("/")];
    expect(received.map(({ status }) => status)).toEqual([200, 429]);
  });

  it("comes after the authorizer, and before the function", async () => {
    const gateway = await serve({
      methods: { "GET /a": authorized("echo") },
      stage: { MethodSettings: [setting("/*", "*", 0, 0)] },
    });
    const received = await gateway.send("/a");
    expect([received.status, received.json]).toEqual([429, { message: "Too Many Requests" }]);
    expect(gateway.events.map(({ name }) => name)).toEqual(["authorizer"]);
  });

  it("fills its bucket at the rate, up to the burst", () => {
    const bucket = new TokenBucket({ rateLimit: 2, burstLimit: 3 }, 0);
    const takes = [0, 0, 0, 0, 499, 500, 501, 60_000, 60_000, 60_000, 60_000];
    expect(takes.map((now) => bucket.take(now))).toEqual([
      true,
      true,
      true,
      false,
      false,
      true,
      false,
      true,
      true,
      true,
      false,
    ]);
  });
});

describe("the head of a request", () => {
  const gatewayResponses = {
    DEFAULT_4XX: { ResponseTemplates: { "application/json": '{"detail":"refused"}' } },
  };

  it("may have 10,240 bytes of request line and header values", async () => {
    const gateway = await serve({ ...METHODS, gatewayResponses });
    // The request line, Host, Content-Length, and the Connection that Node.js adds.
    const rest = "POST / HTTP/1.1api.test0close".length;
    const send = (bytes: number) =>
      gateway.send("/", {
        method: "POST",
        body: "",
        headers: ["X-Long", "a".repeat(bytes - rest)],
      });
    const [most, over] = [await send(10_240), await send(10_241)];
    expect([most.status, over.status, over.json]).toEqual([200, 431, { detail: "refused" }]);
  });
});
