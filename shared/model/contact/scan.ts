import { DAY_MS, expiryOf } from "../expiry.ts";
import type { ContactSource } from "./contact-schema.ts";

/** That somebody scanned a profile, or found it on the web or through a program. Nobody is told who. */
export interface Scan {
  /** UUID v7, so that ids sort by time. */
  readonly id: string;
  readonly profileId: string;
  readonly source: ContactSource;
  /** ISO 8601. */
  readonly scannedAt: string;
}

/** How long a scan is shown and kept: 30 days. */
const KEPT_MS = 30 * DAY_MS;

/** Unix seconds after which a scan may go. */
export function scanExpiry({ scannedAt }: Pick<Scan, "scannedAt">): number {
  return expiryOf(scannedAt, KEPT_MS);
}

/** Whether a scan is recent. */
export function isScanKept({ scannedAt }: Pick<Scan, "scannedAt">, now: number): boolean {
  return now < Date.parse(scannedAt) + KEPT_MS;
}
