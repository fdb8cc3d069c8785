import { v7 as uuid } from "uuid";
import { isScanKept, type Scan } from "../../model/contact/scan.ts";
import {
  type ListScansQuery,
  type RecordScanInput,
  SCAN_LIST_SIZE,
} from "../../model/contact/scan-schema.ts";
import { findAccount } from "../../persistence/profile-repository.ts";
import { findScans, insertScan } from "../../persistence/scan-repository.ts";
import { readPublishedProfile } from "../profile/read-public-profile.ts";
import { countLeft } from "../usage/leave-at-profile.ts";

/**
 * Records that a published profile was scanned; by whom is not kept.
 * @param newId the same whenever the request is repeated
 * @throws Problem `not_found` for an unknown profile and a draft alike, `removed`, `limited`
 */
export function recordScan(
  caller: string,
  { profileId, source }: RecordScanInput,
  newId: string | undefined,
): Promise<Scan> {
  return readPublishedProfile(profileId, async (profile) => {
    await countLeft("scan", caller, profile);
    const scannedAt = new Date().toISOString();
    const scan: Scan = { id: newId ?? uuid(), profileId, source, scannedAt };
    return (await insertScan(profile.owner, scan)) ? scan : undefined;
  });
}

/** The recent scans of the account's profiles, newest first. 2 reads at once. */
export async function listScans(
  owner: string,
  { limit = SCAN_LIST_SIZE }: ListScansQuery,
): Promise<Scan[]> {
  const [scans, account] = await Promise.all([findScans(owner, limit), findAccount(owner)]);
  return scans.filter(
    (scan) => account?.profileIds.has(scan.profileId) && isScanKept(scan, Date.now()),
  );
}
