import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { IssuerBench, JWKS, jwks, MINUTE, SECOND } from "../support/issuer-bench.ts";
import { type KeyServer, startKeyServer } from "../support/key-server.ts";
import { createSigner, type Signer } from "../support/signer.ts";

let first: Signer;
let second: Signer;
let server: KeyServer;
let bench: IssuerBench;

beforeAll(async () => {
  first = await createSigner("RS256", "one");
  second = await createSigner("ES256", "two");
});
beforeEach(async () => {
  server = await startKeyServer({ [JWKS]: jwks(first) });
  bench = IssuerBench.of(server);
});
afterEach(() => server[Symbol.asyncDispose]());

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
const padding = " ".repeat(300_000);

/** What an issuer can do wrong, and the word of the log that tells it. */
const outages: readonly (readonly [string, unknown, RegExp])[] = [
  ["answers 404", undefined, /status 404/],
  ["answers 503", ((_, response) => response.writeHead(503).end()) as Answer, /status 503/],
  ["answers nothing", ((_, response) => response.writeHead(204).end()) as Answer, /status 204/],
  ["hangs up", ((request) => request.socket.destroy()) as Answer, /hang up/],
  [
    "hangs up half-way",
    ((request, response) => {
      response.writeHead(200, { "content-length": 1_000 }).write('{"keys":');
      setImmediate(() => request.socket.destroy());
    }) as Answer,
    /./,
  ],
  ["hangs", (() => undefined) as Answer, /timeout/],
  [
    "hangs half-way",
    ((_, response) => response.writeHead(200).write('{"keys":')) as Answer,
    /timeout/,
  ],
  ["answers no JSON", "<html>", /JSON/],
  ["answers null", "null", /malformed/],
  ["answers no key set", { keys: "none" }, /malformed/],
  ["answers a key that is none", { keys: [5] }, /malformed/],
  ["answers over 256 KB", `${padding}{"keys":[]}`, /over 256 KB/],
  [
    "answers over 256 KB once unpacked",
    ((_, response) =>
      response
        .writeHead(200, { "content-encoding": "gzip" })
        .end(gzipSync(`${padding}{"keys":[]}`))) as Answer,
    /over 256 KB/,
  ],
  [
    "answers packed in another way",
    ((_, response) =>
      response.writeHead(200, { "content-encoding": "zstd" }).end("packed")) as Answer,
    /unknown coding/,
  ],
  [
    "answers what is not packed as it says",
    ((_, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end('{"keys":[]}')) as Answer,
    /incorrect header check/,
  ],
  [
    "answers without an end",
    ((_, response) => {
      const more = () => {
        while (response.write("          ".repeat(1_000))) {}
      };
      response.writeHead(200).on("drain", more);
      more();
    }) as Answer,
    /over 256 KB/,
  ],
  [
    "sends us elsewhere",
    ((_, response) => response.writeHead(302, { location: "/moved" }).end()) as Answer,
    /status 302/,
  ],
];

describe.concurrent.each(outages)("an issuer that %s", (_, answer, reason) => {
  test("fails a cold start within 2 s, and not by the caller's fault", async () => {
    await using down = await startKeyServer({ [JWKS]: answer, "/moved": jwks(first) });
    const cold = IssuerBench.of(down);
    const started = performance.now();
    await Promise.all(Array.from({ length: 10 }, () => cold.fails(first)));
    expect(performance.now() - started).toBeLessThan(3_500);
    expect(down.asked).toEqual([JWKS]);
    await cold.fails(first);
    expect(down.asked).toEqual([JWKS]);
  });

  test("is not noticed while its keys are known", async () => {
    await using down = await startKeyServer({ [JWKS]: jwks(first), "/moved": jwks(second) });
    const warm = IssuerBench.of(down);
    await warm.accepts(first);
    down.answers = { ...down.answers, [JWKS]: answer };
    warm.pass(11 * MINUTE);
    await Promise.all(Array.from({ length: 10 }, () => warm.accepts(first)));
    await warm.accepts(first);
    expect(down.asked).toEqual([JWKS, JWKS]);
    expect(warm.stale).toHaveLength(1);
    expect(warm.stale[0]).toMatch(reason);
  });
});

test("keys that come packed are read", async () => {
  const packed: Answer = (_, response) =>
    response
      .writeHead(200, { "content-encoding": "gzip" })
      .end(gzipSync(JSON.stringify(jwks(first))));
  await using packing = await startKeyServer({ [JWKS]: packed });
  await IssuerBench.of(packing).accepts(first);
});

test("an address where nobody listens", async () => {
  await new IssuerBench(server.url, "http://127.0.0.1:1/keys").fails(first);
});

test("an address that is not on https is not asked, unless on the loopback", async () => {
  const { port } = new URL(server.url);
  for (const host of ["0.0.0.0", "localhost.example.com", "127.0.0.1.example.com"]) {
    await new IssuerBench(server.url, `http://${host}:${port}${JWKS}`).fails(first);
  }
  await new IssuerBench(server.url, `ftp://127.0.0.1:${port}${JWKS}`).fails(first);
  expect(server.asked).toEqual([]);
});

test("an unknown key during an outage may be a new one: that is not the caller's fault", async () => {
  await bench.accepts(first);
  server.answers = {};
  bench.pass(MINUTE);
  await bench.fails(second);
  await bench.accepts(first);
});

describe("the breaker", () => {
  test("asks a failing issuer less and less often, down to twice a minute", async () => {
    server.answers = {};
    const moments: number[] = [];
    for (let second = 0; second < 150; second += 1) {
      const before = server.asked.length;
      await bench.fails(first);
      if (server.asked.length > before) moments.push(second);
      bench.pass(SECOND);
    }
    expect(moments).toEqual([0, 1, 3, 7, 15, 31, 61, 91, 121]);
  });

  test("lets the issuer back in when it answers, and forgets", async () => {
    server.answers = {};
    for (let failure = 0; failure < 6; failure += 1) {
      await bench.fails(first);
      bench.pass(30 * SECOND);
    }
    server.answers = { [JWKS]: jwks(first) };
    await bench.accepts(first);
    server.answers = {};
    bench.pass(11 * MINUTE);
    await bench.accepts(first);
    bench.pass(SECOND);
    server.answers = { [JWKS]: jwks(second) };
    await bench.accepts(second);
  });

  test("lets one attempt through at a time, however many wait", async () => {
    server.answers = {};
    await bench.fails(first);
    bench.pass(SECOND);
    await Promise.all(Array.from({ length: 50 }, () => bench.fails(first)));
    expect(server.asked).toHaveLength(2);
  });
});
