import { PARTITION } from "./keys.ts";
import { type ScanPage, type Segment, scanKeys } from "./table-scan.ts";

/** A page of the table, of which only accounts with a key of their own in the gateway are told. 1 Scan. */
export function scanGatewayKeyHolders(
  segment: Segment,
  start: ScanPage["next"],
): Promise<{ readonly owners: readonly string[]; readonly next: ScanPage["next"] }> {
  const filter = {
    FilterExpression: "sk = :account AND attribute_exists(gatewayKeyValue)",
    ExpressionAttributeValues: { ":account": "ACCOUNT" },
  };
  return scanKeys(segment, filter, start).then(({ keys, next }) => ({
    owners: keys.map(({ pk }) => pk.slice(PARTITION.user.length)),
    next,
  }));
}
