import { readFile, rename, rm, writeFile } from "node:fs/promises";
import * as z from "zod";
import { scanPeppers } from "../../../shared/persistence/pepper-scan.ts";
import { OperatorError } from "../../operator-error.ts";
import { telling } from "./telling.ts";

/** How many API keys need a version of the pepper. */
const CountSchema = z.object({ present: z.int(), former: z.int() });
type Count = z.infer<typeof CountSchema>;

/** How far a segment of the table is. */
const SegmentSchema = z.object({
  next: z.record(z.string(), z.string()).optional(),
  isDone: z.boolean(),
  versions: z.record(z.string(), CountSchema),
});
type SegmentState = z.infer<typeof SegmentSchema>;

/** How far the count is: what the file holds. */
const StateSchema = z.object({
  table: z.string(),
  beganAt: z.string(),
  segments: z.array(SegmentSchema),
});
type State = z.infer<typeof StateSchema>;

/** How often the state is kept. */
const KEEP_MS = 5_000;

/** What needs which version of the pepper. */
export interface PepperReport {
  /** ISO 8601; keys that have expired by then are not counted. */
  readonly since: string;
  /** By version: keys whose secret needs it, and former secrets whose overlap runs. */
  readonly versions: Readonly<Record<string, Count>>;
}

/**
 * Counts the API keys by the version of the pepper that they need, in segments of the table side by
 * side. Reads the whole table: 128 units a megabyte, about $17 and two hours for a terabyte in 16
 * segments. A version that is not told of is needed by no key, and may go.
 * @param file where the place is kept, so that a count that was ended goes on; removed at its end
 */
export async function countPeppers(
  segments: number,
  file: string | undefined,
  tell: (line: string) => void,
): Promise<PepperReport> {
  const table = process.env.TABLE_NAME ?? "";
  const state = (file && (await readState(file, table))) || newState(table, segments);
  const count = telling("API keys read", tell);
  const keep = keeper(file, state);
  await Promise.all(
    state.segments.map(async (segment, number) => {
      while (!segment.isDone) {
        await readPage(segment, { number, of: state.segments.length }, state.beganAt, count);
        await keep();
      }
    }),
  );
  if (file) await rm(file, { force: true });
  return { since: state.beganAt, versions: sumOf(state.segments) };
}

async function readPage(
  segment: SegmentState,
  place: { readonly number: number; readonly of: number },
  now: string,
  count: (more: number) => void,
): Promise<void> {
  const { keys, next } = await scanPeppers(place, segment.next, now);
  for (const { present, former } of keys) {
    countOf(segment.versions, present).present += 1;
    for (const version of former) countOf(segment.versions, version).former += 1;
  }
  count(keys.length);
  segment.next = next as SegmentState["next"];
  segment.isDone = next === undefined;
}

function countOf(versions: Record<string, Count>, version: string): Count {
  versions[version] ??= { present: 0, former: 0 };
  return versions[version];
}

function sumOf(segments: readonly SegmentState[]): Record<string, Count> {
  const sum: Record<string, Count> = {};
  for (const { versions } of segments) {
    for (const [version, { present, former }] of Object.entries(versions)) {
      const count = countOf(sum, version);
      count.present += present;
      count.former += former;
    }
  }
  return sum;
}

function newState(table: string, segments: number): State {
  const begin = () => ({ isDone: false, versions: {} });
  return {
    table,
    beganAt: new Date().toISOString(),
    segments: Array.from({ length: segments }, begin),
  };
}

/** @returns undefined when there is no such file yet */
async function readState(file: string, table: string): Promise<State | undefined> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new OperatorError(`${file} cannot be read: ${error.message}`);
  });
  if (text === undefined) return undefined;
  const state = StateSchema.safeParse(parsed(text));
  if (state.success && state.data.table === table) return state.data;
  throw new OperatorError(`${file} is no unfinished count of the table ${table}.`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Keeps the state now and then, one time after another, each whole. */
function keeper(file: string | undefined, state: State): () => Promise<void> {
  let [keptAt, writing] = [0, Promise.resolve()];
  return async () => {
    if (!file || Date.now() - keptAt < KEEP_MS) return;
    keptAt = Date.now();
    const text = JSON.stringify(state);
    writing = writing.then(async () => {
      await writeFile(`${file}.new`, text, { mode: 0o600 });
      await rename(`${file}.new`, file);
    });
    await writing;
  };
}
