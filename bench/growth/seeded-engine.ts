import { execFile } from "node:child_process";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import {
  createTables,
  type DynamoDbEngine,
  describeTable,
  engineProgram,
  startEngine,
} from "@profiles-api/laptop/testing";
import { pinned } from "../cores.ts";
import type { BenchPlatform } from "../platform/bench-platform.ts";
import { type RawItem, writeItems } from "./raw-items.ts";

const run = promisify(execFile);

/**
 * Starts an engine of its own whose table holds the items, on the core that is not measured. Its
 * files go with the platform's.
 */
export async function startSeededEngine(
  platform: BenchPlatform,
  items: readonly RawItem[],
): Promise<DynamoDbEngine> {
  const dataDir = await mkdtemp(join(platform.dataFolder, "engine-"));
  const { name } = engineProgram();
  if (name === "dynoxide") await importItems(platform, dataDir, items);
  const engine = await startEngine({ dataDir, onExit: console.error });
  pinned(engine.pid, "other");
  if (name !== "dynoxide") {
    await createTables(engine.endpoint, platform.resources);
    await writeItems({ endpoint: engine.endpoint, tableName: platform.tableName }, items);
  }
  return engine;
}

/** Dynoxide reads DynamoDB's export format, a hundred times as fast as it takes writes. */
async function importItems(
  { engineEndpoint, tableName }: BenchPlatform,
  dataDir: string,
  items: readonly RawItem[],
): Promise<void> {
  const source = join(dataDir, "export");
  const schema = join(dataDir, "schema.json");
  await mkdir(join(source, tableName, "data"), { recursive: true });
  await mkdir(join(dataDir, "dynamodb"));
  const Table = await describeTable(engineEndpoint, tableName);
  await writeFile(schema, JSON.stringify({ Table }));
  const lines = items.map((Item) => `${JSON.stringify({ Item })}\n`).join("");
  await writeFile(join(source, tableName, "data", "0.json.gz"), gzipSync(lines, { level: 1 }));
  const output = join(dataDir, "dynamodb", "dynoxide.db");
  const { command } = engineProgram();
  await run(command, ["import", "--source", source, "--schema", schema, "--output", output]);
}
