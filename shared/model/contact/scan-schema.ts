import * as z from "zod/mini";
import { wholeNumber } from "../page-query.ts";
import { SaveContactInput } from "./contact-schema.ts";

/** A profile, and where it was scanned: as for saving it. */
export const RecordScanInput = SaveContactInput;

export type RecordScanInput = z.infer<typeof RecordScanInput>;

/** A scan of a profile of one's own; not who made it. */
export const ScanSchema = z.object({
  id: z.uuid(),
  profileId: z.uuid(),
  source: z.enum(["qr_scan", "web", "mcp"]),
  scannedAt: z.iso.datetime({ precision: 3 }),
});

/** The most recent scans, the newest first. */
export const ScanListSchema = z.object({ scans: z.array(ScanSchema) });

const LIMIT = { min: 1, max: 100 } as const;

/** Scans in a list unless told otherwise. */
export const SCAN_LIST_SIZE = 50;

/** How many of the most recent scans; there is no further page. */
export const ListScansQuery = z.object({ limit: wholeNumber(LIMIT, { fallback: SCAN_LIST_SIZE }) });

export type ListScansQuery = z.infer<typeof ListScansQuery>;
