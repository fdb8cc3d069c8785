import { beginningWith, PARTITION, PENDING_AHEAD, PENDING_REMOVALS } from "./keys.ts";
import { query } from "./table.ts";

/** Of each partition; more wait only where nothing is done at all, and then these are old as well. */
const MOST_READ = 100;

const DIGITS = [..."0123456789abcdef"];

/** Where everything lies that is on record as to be done, and how its sort keys begin. */
const PLACES: readonly (readonly [partition: string, sort: string])[] = [
  ...[...PENDING_REMOVALS, PENDING_AHEAD].map((pk) => [pk, ""] as const),
  // What has ended may leave something beside it, under another sort key.
  ...[PARTITION.erasure, PARTITION.accountExport].flatMap((prefix) =>
    DIGITS.map((digit) => [`${prefix}${digit}`, prefix] as const),
  ),
];

/** What is on record as to be done. */
export interface Waiting {
  /** At most 100 of each partition are counted. */
  readonly count: number;
  /** ISO 8601: since when the oldest of them waits; undefined where nothing does. */
  readonly oldest: string | undefined;
}

/** Looks for what waits. 49 Queries at once, each half a read unit where nothing waits. */
export async function findWaiting(): Promise<Waiting> {
  const since = (await Promise.all(PLACES.map(([pk, sort]) => sinceIn(pk, sort)))).flat();
  return { count: since.length, oldest: since.toSorted()[0] };
}

async function sinceIn(pk: string, sort: string): Promise<readonly string[]> {
  const range =
    sort === ""
      ? { KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": pk } }
      : beginningWith(pk, sort);
  const { items } = await query({
    ...range,
    ConsistentRead: false,
    Limit: MOST_READ,
    ProjectionExpression: "#since",
    ExpressionAttributeNames: { "#since": "since" },
  });
  return items.map((item) => String(item.since));
}
