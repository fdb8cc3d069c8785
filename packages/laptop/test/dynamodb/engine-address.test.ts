import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DynamoDbEngine, startEngine } from "../../services/dynamodb/engine.ts";
import { addressOf, drawEngineAddress } from "../../services/dynamodb/engine-address.ts";
import { ENGINES, tempFolder } from "./table-fixture.ts";

describe.runIf(process.platform === "linux")("the address drawn for an engine", () => {
  it("is anywhere on the loopback, another one each time", async () => {
    const drawn = await Promise.all(Array.from({ length: 40 }, () => drawEngineAddress(true)));
    const hosts = drawn.map(({ host }) => host);
    expect(new Set(hosts).size).toBe(40);
    for (const host of hosts) expect(host).toMatch(/^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/);
    expect(hosts).not.toContain("127.0.0.1");
    // Chance of a miss: 2^-40 for the upper half alone.
    expect(hosts.some((host) => Number(host.split(".")[1]) >= 128)).toBe(true);
  });

  it("is the plain one for an engine that cannot be told", async () => {
    expect((await drawEngineAddress(false)).host).toBe("127.0.0.1");
  });
});

describe.each(ENGINES)("a web page before the engine %s", (name) => {
  let engine: DynamoDbEngine;
  beforeAll(async () => {
    engine = await startEngine({ dataDir: tempFolder(), engine: name, onExit: () => {} });
  });
  afterAll(() => engine?.stop());

  /** What a browser sends before a page's call, and what it gets; undefined when nobody is there. */
  function preflight(host: string): Promise<string | undefined> {
    return new Promise((resolve) => {
      const asked = request({
        ...{ host, port: addressOf(engine.endpoint).port, method: "OPTIONS" },
        headers: {
          origin: "https://page.example",
          "access-control-request-method": "POST",
          "access-control-request-headers": "authorization,x-amz-target",
        },
      });
      asked.on("error", () => resolve(undefined));
      asked.on("response", (answer) => {
        answer.resume();
        resolve(answer.headers["access-control-allow-origin"] ?? "no origin");
      });
      asked.end();
    });
  }

  it.runIf(name === "dynoxide" && process.platform === "linux")(
    "finds nobody at the port of 127.0.0.1; with the whole address it would be let in",
    async () => {
      expect(await preflight("127.0.0.1")).toBeUndefined();
      // The engine's own habit, and the reason why its address is a secret.
      expect(await preflight(addressOf(engine.endpoint).host)).toBe("*");
    },
  );

  it.runIf(name === "dynamodb-local")("is not allowed to call it", async () => {
    expect(await preflight("127.0.0.1")).toBe("no origin");
  });
});
