import { existsSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";

/** How long a stream keeps a record, in seconds: DynamoDB Streams' own 24 hours. */
const KEPT_SECONDS = 24 * 60 * 60;
/** Milliseconds to wait for the engine's own write to end. */
const BUSY_MS = 5_000;
/** Records that a write may take away with it: more than it adds, so that they become fewer. */
const TRIMMED_AT_ONCE = 4;

/** Columns of Dynoxide's table of stream records that the statements below name. */
const COLUMNS = ["id", "table_name", "shard_id", "sequence_number", "created_at"];

/** Both the number of the next record and the reader's place are asked for by this expression. */
const SEQUENCE = "CAST(sequence_number AS INTEGER)";

/**
 * Indexes for what Dynoxide asks its records: at each write the greatest number of a table, at each
 * read the next ones of a shard. And a trigger that lets a write take away the oldest records of its
 * table, within the engine's own transaction. It never takes the newest, which is the one just
 * written: the engine numbers on from there, and the places of readers would mean nothing otherwise.
 */
function upkeep(keptSeconds: number): string {
  return `
    CREATE INDEX IF NOT EXISTS laptop_stream_of_table
      ON _stream_records (table_name, ${SEQUENCE});
    CREATE INDEX IF NOT EXISTS laptop_stream_of_shard
      ON _stream_records (table_name, shard_id, ${SEQUENCE});
    DELETE FROM _stream_records
      WHERE created_at < unixepoch() - ${keptSeconds}
        AND id NOT IN (SELECT MAX(id) FROM _stream_records GROUP BY table_name);
    DROP TRIGGER IF EXISTS laptop_stream_trim;
    CREATE TRIGGER laptop_stream_trim AFTER INSERT ON _stream_records BEGIN
      DELETE FROM _stream_records WHERE id IN (
        SELECT id FROM (
          SELECT id, created_at FROM _stream_records
            WHERE table_name = NEW.table_name ORDER BY ${SEQUENCE} LIMIT ${TRIMMED_AT_ONCE}
        ) WHERE created_at < unixepoch() - ${keptSeconds} AND id <> NEW.id
      );
    END;`;
}

/**
 * Sees to it that Dynoxide's writes take as long with many stream records as with few; see
 * docs/adr/0002-dynamodb-engine.md. The engine may be running: each change waits for its turn. Records
 * older than 24 hours are taken away, now and with every write.
 * @param file the engine's database; one that is missing, or has other columns, is left alone
 * @returns whether it was done
 */
export function keepUpStreamRecords(file: string, keptSeconds = KEPT_SECONDS): boolean {
  if (!existsSync(file)) return false;
  const database = openDatabase(file);
  try {
    const columns = database.prepare("SELECT name FROM pragma_table_info('_stream_records')").all();
    const names = new Set(columns.map(({ name }) => name));
    if (!COLUMNS.every((name) => names.has(name))) return false;
    database.exec(`BEGIN IMMEDIATE; ${upkeep(keptSeconds)} COMMIT;`);
    return true;
  } finally {
    database.close();
  }
}

/** Without the line on the terminal that Node's SQLite is experimental: nobody there can act on it. */
export function openDatabase(file: string): DatabaseSync {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
    return new DatabaseSync(file, { timeout: BUSY_MS });
  } finally {
    process.emitWarning = emitWarning;
  }
}
