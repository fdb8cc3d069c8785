import { setTimeout as delay } from "node:timers/promises";
import { findGenerations, type Generations } from "./directory-generation.ts";
import { buildKey, GENERATION_KEY, type Key, PARTITION } from "./keys.ts";
import { batchDeleteItem, deleteItem, getItem, type Item, putItem } from "./table.ts";
import { type ScanPage, type Segment, scanKeys } from "./table-scan.ts";

/** How far a segment has been read. */
export interface BuildProgress {
  /** The last key that was read; undefined at the beginning. */
  readonly last: Item | undefined;
  readonly isDone: boolean;
}

/** Items a BatchWriteItem call takes. */
const BATCH = 25;

/**
 * Has changes go into a new index from now on, beside the one in use; one that was begun goes on.
 * 1 read, 1 write.
 * @throws ConditionalCheckFailedException when another command changed it meanwhile
 */
export async function beginBuild(): Promise<Generations & { readonly building: string }> {
  const now = await findGenerations();
  const building = now.building ?? String(Number(now.active) + 1);
  if (now.building === undefined) await replace(now, { ...now, building });
  return { ...now, building };
}

/** The new index is the one that is searched. 1 write. @throws as {@link beginBuild} */
export async function finishBuild({ active, building }: Generations): Promise<void> {
  if (building === undefined) return;
  await replace({ active, building }, { active: building, retired: active });
}

/** Nothing is left of the index before. 1 write. @throws as {@link beginBuild} */
export async function forgetRetired(now: Generations): Promise<void> {
  const { retired: _, ...left } = now;
  await replace(now, left);
}

async function replace(before: Generations, after: Generations): Promise<void> {
  const isAbsent = before.active === "0" && !before.building && !before.retired;
  const { condition, values } = asBefore(before);
  await putItem({
    Item: { ...GENERATION_KEY, ...after },
    ConditionExpression: isAbsent ? `attribute_not_exists(pk) OR (${condition})` : condition,
    ExpressionAttributeValues: values,
  });
}

function asBefore(before: Generations) {
  const parts: string[] = [];
  const values: Record<string, string> = {};
  for (const field of ["active", "building", "retired"] as const) {
    const value = before[field];
    parts.push(value === undefined ? `attribute_not_exists(${field})` : `${field} = :${field}`);
    if (value !== undefined) values[`:${field}`] = value;
  }
  return { condition: parts.join(" AND "), values };
}

/** A page of the cards of profiles that may be found: their ids. 1 Scan of 1 MB. */
export async function findListedIds(segment: Segment, start: Item | undefined) {
  const { keys, next } = await scanKeys(
    segment,
    {
      FilterExpression:
        "sk = :card AND #state = :public AND (attribute_not_exists(discoverable) OR discoverable = :yes)",
      ExpressionAttributeNames: { "#state": "state" },
      ExpressionAttributeValues: { ":card": "CARD", ":public": "public", ":yes": true },
    },
    start,
  );
  return { ids: keys.map(({ pk }) => pk.slice(PARTITION.card.length)), next };
}

/** A page of the items that an index consists of. 1 Scan of 1 MB. */
export function findIndexItems(
  generation: string,
  segment: Segment,
  start: Item | undefined,
): Promise<ScanPage> {
  const partitions = [PARTITION.posting, PARTITION.indexed, PARTITION.typo];
  const prefixes = partitions.map((partition) => `${partition}${generation}#`);
  return scanKeys(
    segment,
    {
      FilterExpression: prefixes.map((_, at) => `begins_with(pk, :prefix${at})`).join(" OR "),
      ExpressionAttributeValues: Object.fromEntries(
        prefixes.map((prefix, at) => [`:prefix${at}`, prefix]),
      ),
    },
    start,
  );
}

/** 1 write each. Keys that the table has no capacity for are tried again without end. */
export async function removeAll(keys: readonly Key[]): Promise<void> {
  for (let from = 0; from < keys.length; from += BATCH) {
    const batch = keys.slice(from, from + BATCH);
    while (!(await batchDeleteItem(batch))) await delay(1_000);
  }
}

/** How far the build of this index has come, and not that of another one. 1 read. */
export async function findBuildProgress(
  generation: string,
  segment: number,
): Promise<BuildProgress> {
  const item = await getItem(buildKey(segment));
  if (item?.generation !== generation) return { last: undefined, isDone: false };
  return { last: item.last as Item | undefined, isDone: item.isDone === true };
}

/** 1 write. */
export async function noteBuildProgress(
  generation: string,
  segment: number,
  progress: BuildProgress,
): Promise<void> {
  await putItem({ Item: { ...buildKey(segment), generation, ...progress } });
}

/** 1 write. */
export async function forgetBuildProgress(segment: number): Promise<void> {
  await deleteItem({ Key: buildKey(segment) });
}
