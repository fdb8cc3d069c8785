import { PAYLOAD_LIMIT } from "../lambda/lambda-service.ts";
import type { StreamRecord } from "./stream-record.ts";

/** Room in an event for what stands around the records, in bytes. */
const EVENT_MARGIN = 4096;
/** Room for the fields that are added to each record, in bytes. */
const RECORD_MARGIN = 256;

/** Cuts records into batches by count, and by the size of the event they make. */
export function batchesOf(
  records: readonly StreamRecord[],
  batchSize: number,
): readonly (readonly StreamRecord[])[] {
  const batches: StreamRecord[][] = [];
  let bytes = 0;
  for (const record of records) {
    const size = Buffer.byteLength(JSON.stringify(record)) + RECORD_MARGIN;
    const current = batches.at(-1);
    const fits = bytes + size <= PAYLOAD_LIMIT - EVENT_MARGIN;
    if (current !== undefined && current.length < batchSize && fits) {
      current.push(record);
      bytes += size;
    } else {
      batches.push([record]);
      bytes = size;
    }
  }
  return batches;
}
