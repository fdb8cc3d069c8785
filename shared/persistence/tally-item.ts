import { COUNTERS, type Counter, type Tally, tallyExpiry } from "../model/analytics/tally.ts";
import { leadingZeros, type ViewerSketch } from "../model/analytics/viewer-sketch.ts";
import { cardKey, PARTITION, viewsKey } from "./keys.ts";
import { SCHEMA_VERSION } from "./schema-version.ts";
import type { Item } from "./table.ts";
import type { Step } from "./transaction.ts";

/** `#level` is a word of DynamoDB's own. */
const LEVEL = { "#level": "level" };

/** A day's counters, or a shard of them, as they are stored. */
export function toTally({ pk, sk, ...item }: Item): Tally {
  const counted = COUNTERS.filter((counter) => item[counter] !== undefined);
  return {
    profileId: String(pk).slice(PARTITION.views.length),
    day: String(sk).split("#")[0] ?? "",
    counts: Object.fromEntries(counted.map((counter) => [counter, Number(item[counter])])),
    viewers: sketchOf(item),
  };
}

/** The viewers of an item, and those that others still added below its level. */
export function sketchOf({ level, viewers }: Item): ViewerSketch {
  return { level: Number(level ?? 0), digests: (viewers as Set<string> | undefined) ?? new Set() };
}

/**
 * Adds to a day's counters that are there, unless they are at a lower level than the viewers, of whom
 * they would then miss some.
 */
export function addUpdate(tally: Tally, shard: number) {
  const { names, values, expression } = additions(tally);
  return {
    Key: viewsKey(tally.profileId, tally.day, shard),
    UpdateExpression: `SET #level = #level ${expression}`,
    ConditionExpression: "#level >= :level",
    ExpressionAttributeNames: { ...LEVEL, ...names },
    ExpressionAttributeValues: { ...values, ":level": tally.viewers.level },
  };
}

/**
 * Begins a day's counters. Fails on `card` when the profile is not public: what was counted of it
 * before is not brought back once it is removed. Fails on `tally` when another one has begun them.
 */
export function beginSteps(tally: Tally, shard: number): Step<"tally" | "card">[] {
  const { names, values, expression } = additions(tally);
  return [
    {
      label: "tally",
      write: {
        Update: {
          Key: viewsKey(tally.profileId, tally.day, shard),
          UpdateExpression: `SET #level = :level, expiresAt = :expiresAt, schemaVersion = :schema ${expression}`,
          ConditionExpression: "attribute_not_exists(pk)",
          ExpressionAttributeNames: { ...LEVEL, ...names },
          ExpressionAttributeValues: {
            ...values,
            ":level": tally.viewers.level,
            ":expiresAt": tallyExpiry(tally.day),
            ":schema": SCHEMA_VERSION,
          },
        },
      },
    },
    {
      label: "card",
      write: {
        ConditionCheck: {
          Key: cardKey(tally.profileId),
          ConditionExpression: "#state = :public",
          ExpressionAttributeNames: { "#state": "state" },
          ExpressionAttributeValues: { ":public": "public" },
        },
      },
    },
  ];
}

/**
 * Takes a day's viewers to a level, and drops those below it. What others add meanwhile stays, and
 * counts if it is at the level. @param stored as they were read
 */
export function raiseUpdate(
  { profileId, day }: Tally,
  shard: number,
  level: number,
  stored: ViewerSketch,
) {
  const dropped = [...stored.digests].filter((digest) => leadingZeros(digest) < level);
  return {
    Key: viewsKey(profileId, day, shard),
    UpdateExpression: `SET #level = :level${dropped.length > 0 ? " DELETE viewers :dropped" : ""}`,
    ConditionExpression: "#level <= :level",
    ExpressionAttributeNames: LEVEL,
    ExpressionAttributeValues: {
      ":level": level,
      ...(dropped.length > 0 && { ":dropped": new Set(dropped) }),
    },
  };
}

function additions({ counts, viewers }: Tally) {
  const counted = Object.entries(counts) as [Counter, number][];
  const added = counted.map(([counter]) => `#${counter} :${counter}`);
  if (viewers.digests.size > 0) added.push("viewers :viewers");
  return {
    names: Object.fromEntries(counted.map(([counter]) => [`#${counter}`, counter])),
    values: {
      ...Object.fromEntries(counted.map(([counter, count]) => [`:${counter}`, count])),
      ...(viewers.digests.size > 0 && { ":viewers": viewers.digests }),
    },
    expression: `ADD ${added.join(", ")}`,
  };
}
