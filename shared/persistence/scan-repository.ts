import { type Scan, scanExpiry } from "../model/contact/scan.ts";
import { scanKey, scanPartition } from "./keys.ts";
import { isPublic } from "./lead-steps.ts";
import { type Item, query } from "./table.ts";
import { type Step, transact } from "./transaction.ts";

/** 1 transaction. @returns false when the profile is not public any more */
export async function insertScan(owner: string, scan: Scan): Promise<boolean> {
  const { id, ...fields } = scan;
  const Item = { ...scanKey(owner, id), ...fields, expiresAt: scanExpiry(scan) };
  const steps: Step<"card" | "scan">[] = [
    { label: "card", write: { ConditionCheck: isPublic(scan.profileId) } },
    { label: "scan", write: { Put: { Item } } },
  ];
  return (await transact(steps)).size === 0;
}

/** The newest scans of an account's profiles, at most `most`: 1 consistent Query. */
export async function findScans(owner: string, most: number): Promise<Scan[]> {
  const { items } = await query({
    KeyConditionExpression: "pk = :pk",
    ExpressionAttributeValues: { ":pk": scanPartition(owner) },
    ScanIndexForward: false,
    Limit: most,
  });
  return items.map(toScan);
}

/** A scan, from its item. */
export function toScan({ sk, profileId, source, scannedAt }: Item): Scan {
  return { id: sk, profileId, source, scannedAt } as Scan;
}
