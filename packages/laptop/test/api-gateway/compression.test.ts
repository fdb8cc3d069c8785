import { gunzipSync, inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { serve } from "./gateway-fixture.ts";

const LONG = "long ".repeat(100);

async function start(least?: number) {
  const api = least === undefined ? {} : { MinimumCompressionSize: least };
  const gateway = await serve({ api, methods: { "GET /a": "echo" } });
  return async (body: string, encodings?: string, headers: Record<string, string> = {}) => {
    gateway.functions.echo = () => ({ statusCode: 200, headers, body });
    const sent = encodings === undefined ? [] : ["Accept-Encoding", encodings];
    return gateway.send("/a", { headers: sent });
  };
}

describe("an answer of an integration", () => {
  it.each([
    ["gzip", "gzip", gunzipSync],
    ["gzip, deflate, br", "gzip", gunzipSync],
    ["gzip;q=0.5, deflate", "deflate", inflateSync],
  ] as const)("is compressed for %s", async (encodings, coding, decode) => {
    const received = await (await start(100))(LONG, encodings);
    expect(received.headers["content-encoding"]).toBe(coding);
    expect(decode(received.body).toString()).toBe(LONG);
    expect(Number(received.headers["content-length"])).toBe(received.body.length);
    expect(received.body.length).toBeLessThan(100);
  });

  it.each([
    ["a coding that the gateway does not know comes first", 100, "br, gzip;q=0.9"],
    ["none is asked for", 100, undefined],
    ["none is taken", 100, "gzip;q=0"],
    ["any would do", 100, "*"],
    ["it is too short", 1_000, "gzip"],
    ["the API does not compress", undefined, "gzip"],
  ] as const)("stays as it is where %s", async (_, least, encodings) => {
    const received = await (await start(least))(LONG, encodings);
    expect(received.headers["content-encoding"]).toBeUndefined();
    expect(received.body.toString()).toBe(LONG);
  });

  it("stays as it is where it says how it is coded", async () => {
    const received = await (await start(0))(LONG, "gzip", { "Content-Encoding": "br" });
    expect(received.headers["content-encoding"]).toBe("br");
    expect(received.body.toString()).toBe(LONG);
  });

  it("without a body has none", async () => {
    const received = await (await start(0))("", "gzip");
    expect([received.headers["content-encoding"], received.body.length]).toEqual([undefined, 0]);
  });
});
