import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type DynamoDbEngine, startEngine } from "../../services/dynamodb/engine.ts";
import { requestEngine } from "../../services/dynamodb/engine-request.ts";
import { keepUpStreamRecords, openDatabase } from "../../services/dynamodb/stream-upkeep.ts";
import { createTables } from "../../services/dynamodb/tables.ts";
import { ShardReader } from "../../services/dynamodb-streams/shard-reader.ts";
import { StreamSource } from "../../services/dynamodb-streams/stream-source.ts";
import { DeployedResources } from "../../template/deployed-resources.ts";
import { ENGINES, tableResource, tempFolder } from "./table-fixture.ts";

const DAY = 24 * 60 * 60;
const engines: DynamoDbEngine[] = [];
afterEach(() => Promise.all(engines.splice(0).map((engine) => engine.stop())));

const fileIn = (dataDir: string) => join(dataDir, "dynamodb", "dynoxide.db");

async function start(dataDir: string): Promise<DynamoDbEngine> {
  const engine = await startEngine({ dataDir, engine: "dynoxide", onExit: () => {} });
  engines.push(engine);
  await createTables(engine.endpoint, new DeployedResources([tableResource()]));
  return engine;
}

async function write({ endpoint }: DynamoDbEngine, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const Item = { pk: { S: "a" }, sk: { S: "b" }, n: { S: `${performance.now()}` } };
    await requestEngine(endpoint, "DynamoDB_20120810", "PutItem", { TableName: "app", Item });
  }
}

async function sequenceNumbers({ endpoint }: DynamoDbEngine): Promise<number[]> {
  const source = await StreamSource.open(new ShardReader(endpoint), "app");
  const [shard = ""] = await source.shards();
  const records = await source.read(shard, undefined);
  return records.map(({ dynamodb }) => Number(dynamodb.SequenceNumber));
}

/** Runs SQL beside the engine. */
function inDatabase(dataDir: string, sql: string): Record<string, unknown>[] {
  const database = openDatabase(fileIn(dataDir));
  try {
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
}

const ageAll = (dataDir: string) =>
  inDatabase(dataDir, `UPDATE _stream_records SET created_at = created_at - ${DAY + 60}`);

describe.runIf(ENGINES.includes("dynoxide"))("the stream records of Dynoxide", () => {
  it("are found by indexes for what each write and each read asks", async () => {
    const dataDir = tempFolder();
    await start(dataDir);
    const plan = (sql: string) =>
      inDatabase(dataDir, `EXPLAIN QUERY PLAN ${sql}`).map(({ detail }) => detail);
    const number = "CAST(sequence_number AS INTEGER)";
    expect(
      plan(`SELECT COALESCE(MAX(${number}), 0) + 1 FROM _stream_records WHERE table_name = 'app'`),
    ).toEqual([
      expect.stringContaining("USING COVERING INDEX laptop_stream_of_table (table_name=?)"),
    ]);
    expect(
      plan(
        `SELECT * FROM _stream_records WHERE table_name = 'app' AND shard_id = 's' AND ${number} > 5 ORDER BY ${number} LIMIT 9`,
      ),
    ).toEqual([expect.stringMatching(/INDEX laptop_stream_of_shard .*shard_id=\? AND <expr>>\?/)]);
  });

  it("go after a day with the writes that follow, the newest never, and numbers go on", async () => {
    const dataDir = tempFolder();
    const engine = await start(dataDir);
    await write(engine, 6);
    ageAll(dataDir);
    await write(engine, 1);
    expect(await sequenceNumbers(engine)).toEqual([5, 6, 7]);
    await write(engine, 1);
    expect(await sequenceNumbers(engine)).toEqual([7, 8]);
  });

  it("go at a start, but for the newest of a table", async () => {
    const dataDir = tempFolder();
    const first = await start(dataDir);
    await write(first, 5);
    ageAll(dataDir);
    await first.stop();
    const second = await start(dataDir);
    expect(await sequenceNumbers(second)).toEqual([5]);
    await write(second, 1);
    expect(await sequenceNumbers(second)).toEqual([6]);
  });

  it("are left alone in a file that is not the engine's", async () => {
    const dataDir = tempFolder();
    expect(keepUpStreamRecords(join(dataDir, "missing.db"))).toBe(false);
    const other = join(dataDir, "other.db");
    const database = openDatabase(other);
    database.exec("CREATE TABLE _stream_records (id INTEGER PRIMARY KEY)");
    database.close();
    expect(keepUpStreamRecords(other)).toBe(false);
  });

  it("are tended without a word on the terminal", () => {
    const warn = vi.spyOn(process, "emitWarning");
    openDatabase(":memory:").close();
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });
});
