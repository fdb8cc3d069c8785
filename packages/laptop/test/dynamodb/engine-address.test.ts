import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DynamoDbEngine, startEngine } from "../../services/dynamodb/engine.ts";
import { addressOf, drawEngineAddress } from "../../services/dynamodb/engine-address.ts";
import { preflight } from "./engine-cases.ts";
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

describe.runIf(ENGINES.includes("dynoxide") && process.platform === "linux")(
  "a web page before the engine dynoxide",
  () => {
    let engine: DynamoDbEngine;
    beforeAll(async () => {
      engine = await startEngine({ dataDir: tempFolder(), engine: "dynoxide", onExit: () => {} });
    });
    afterAll(() => engine?.stop());

    it("finds nobody at the port of 127.0.0.1; with the whole address it would be let in", async () => {
      expect(await preflight(engine, "127.0.0.1")).toBeUndefined();
      // The engine's own habit, and the reason why its address is a secret.
      expect(await preflight(engine, addressOf(engine.endpoint).host)).toBe("*");
    });
  },
);
