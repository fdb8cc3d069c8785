import type { FormerDigest } from "../model/api-key/api-key.ts";
import { PARTITION } from "./keys.ts";
import type { Item } from "./table.ts";
import { type Segment, scanItems } from "./table-scan.ts";

/** The peppers that one API key needs. */
export interface KeyPeppers {
  /** Of its secret. */
  readonly present: string;
  /** Of former secrets whose overlap runs. */
  readonly former: readonly string[];
}

/** A page of the table. */
export interface PepperPage {
  readonly keys: readonly KeyPeppers[];
  /** Where the next page starts; undefined on the last one. */
  readonly next: Item | undefined;
}

/**
 * Which peppers the API keys of a page of the table need: 1 Scan of 1 MB of items, 128 units. For an
 * operator's command: no key is left out, whatever became of anything else.
 * @param now ISO 8601; keys and former secrets that have expired by then need none
 */
export async function scanPeppers(
  segment: Segment,
  start: Item | undefined,
  now: string,
): Promise<PepperPage> {
  const { items, next } = await scanItems(segment, start, {
    FilterExpression: "begins_with(pk, :keys)",
    ExpressionAttributeValues: { ":keys": PARTITION.apiKey },
    ProjectionExpression: "pepper, previous, earlier, expiry",
  });
  return { keys: items.flatMap((item) => peppersOf(item, now)), next };
}

function peppersOf(item: Item, now: string): KeyPeppers[] {
  const { pepper, previous, earlier, expiry } = item;
  if (typeof expiry === "string" && expiry <= now) return [];
  const former = [previous, earlier] as (
    | Pick<FormerDigest, "pepper" | "until">
    | null
    | undefined
  )[];
  const running = former.flatMap((one) => (one && one.until > now ? [one.pepper] : []));
  return [{ present: String(pepper), former: running }];
}
