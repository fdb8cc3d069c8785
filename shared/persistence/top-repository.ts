import {
  MAGNITUDES,
  magnitudeReached,
  REQUEST_COUNTERS,
  usageExpiry,
} from "../model/account/request-counter.ts";
import { type Key, PARTITION, topKey, topPartition } from "./keys.ts";
import { type Item, putItem, query } from "./table.ts";

/** Notes that an account's requests of a UTC day have reached a power of ten: 1 write. */
export async function noteTop(owner: string, day: string, magnitude: number): Promise<void> {
  await putItem({ Item: { ...topKey(day, magnitude, owner), expiresAt: usageExpiry(day) } });
}

/** An account, and the greatest power of ten that its requests of a UTC day have reached. */
export interface Reached {
  readonly account: string;
  readonly magnitude: number;
}

/**
 * The accounts that were used most on a UTC day, at least `least` of them where there are as many. Those
 * of one power of ten are in no order. 1 Query for each power from the greatest on.
 */
export async function findTop(day: string, least: number): Promise<Reached[]> {
  const found = new Map<string, Reached>();
  for (const magnitude of MAGNITUDES) {
    const { items } = await query({
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": topPartition(day, magnitude) },
      // Those that have reached a greater one are here as well.
      Limit: found.size + least,
    });
    for (const { sk } of items) {
      const account = String(sk);
      if (!found.has(account)) found.set(account, { account, magnitude });
    }
    if (found.size >= least) break;
  }
  return [...found.values()];
}

/** Keys of all that was noted of an account, by the items of its counters. */
export function topKeysOf(counters: readonly Item[]): Key[] {
  const keys = counters.flatMap(({ pk, sk, requests = 0 }) => {
    const owner = String(pk).slice(PARTITION.usage.length);
    const [day, counter] = [String(sk).slice(0, 10), String(sk).slice(11)];
    if (!REQUEST_COUNTERS.includes(counter)) return [];
    return MAGNITUDES.filter((magnitude) => 10 ** magnitude <= Number(requests)).map((magnitude) =>
      topKey(day, magnitudeReached(counter, 10 ** magnitude) ?? magnitude, owner),
    );
  });
  return [...new Map(keys.map((key) => [JSON.stringify(key), key])).values()];
}
