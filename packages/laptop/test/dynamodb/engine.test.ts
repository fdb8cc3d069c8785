import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { DynamoDbEngine, EngineOptions } from "../../services/dynamodb/engine.ts";
import { startEngine } from "../../services/dynamodb/engine.ts";
import { dynoxideIn, engineProgram } from "../../services/dynamodb/engine-program.ts";
import { createTables } from "../../services/dynamodb/tables.ts";
import { DeployedResources } from "../../template/deployed-resources.ts";
import { folderWith } from "../lambda/function-fixture.ts";
import { eventually } from "../support/eventually.ts";
import { expectDataKept } from "./engine-cases.ts";
import { attribute, ENGINES, key, tableResource, tempFolder } from "./table-fixture.ts";

const engines: DynamoDbEngine[] = [];
afterEach(() => Promise.all(engines.splice(0).map((engine) => engine.stop())));

async function start(dataDir: string, more: Partial<EngineOptions> = {}) {
  const engine = await startEngine({ dataDir, onExit: () => {}, ...more });
  engines.push(engine);
  return engine;
}

describe.runIf(ENGINES.includes("dynoxide"))("the engine dynoxide", () => {
  it("creates the template's tables once and keeps the data over kill -9", async () => {
    const dataDir = tempFolder();
    const again = () => start(dataDir, { engine: "dynoxide" });
    await expectDataKept(await again(), again);
  });
});

describe("the binary of Dynoxide", () => {
  it.each([
    ["linux", "dynoxide"],
    ["darwin", "bin/dynoxide"],
    ["win32", "dynoxide.exe"],
  ] as const)("is found in a package for %s as %s", (platform, file) => {
    const folder = folderWith({ [file]: "" });
    expect(dynoxideIn(folder, platform)).toBe(join(folder, file));
  });

  it("is missing from a package for another system", () => {
    expect(dynoxideIn(folderWith({ dynoxide: "" }), "win32")).toBeUndefined();
  });

  it.runIf(process.arch === "x64" && process.platform === "linux")("is here", () => {
    expect(engineProgram().name).toBe("dynoxide");
  });
});

describe("the engine of this machine", () => {
  it("refuses a stored table of another shape with a sentence", async () => {
    const { endpoint } = await start(tempFolder());
    await createTables(endpoint, new DeployedResources([tableResource()]));
    const create = (properties: Parameters<typeof tableResource>[0]) =>
      createTables(endpoint, new DeployedResources([tableResource(properties)]));
    const AttributeDefinitions = [attribute("pk"), attribute("id"), attribute("gpk")];
    await expect(create({ AttributeDefinitions, KeySchema: key("pk", "id") })).rejects.toThrow(
      /^Table app is stored with other keys \(pk S HASH, sk S RANGE\) than the template has \(pk S HASH, id S RANGE\): remove the data folder/,
    );
    await expect(create({ GlobalSecondaryIndexes: [] })).rejects.toThrow("with other indexes");
    await expect(create({ StreamSpecification: {} })).rejects.toThrow("with other stream");
  });

  it("reports that it ended, but not when it was stopped", async () => {
    const onExit = vi.fn();
    const { pid } = await start(tempFolder(), { onExit });
    process.kill(pid, "SIGKILL");
    await eventually(() => expect(onExit).toHaveBeenCalledOnce());
    expect(onExit.mock.calls[0]?.[0]).toContain("ended by itself");

    const notCalled = vi.fn();
    await (await start(tempFolder(), { onExit: notCalled })).stop();
    expect(notCalled).not.toHaveBeenCalled();
  });

  it("has a port of its own among several", async () => {
    const started = await Promise.all(Array.from({ length: 8 }, () => start(tempFolder())));
    expect(new Set(started.map(({ endpoint }) => endpoint)).size).toBe(8);
  });
});
