import { ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { REMOVAL_LOG_PREFIX, timeKey } from "../model/removal-entry.ts";
import { endingAtDeadline } from "../request-deadline.ts";
import { settings } from "../settings.ts";
import { CALL_LIMITS, clientOptions } from "../time-limits.ts";

const s3 = endingAtDeadline(new S3Client(clientOptions(CALL_LIMITS.photos)));

/** Keeps an entry, all of which its key says. 1 write of the bucket. */
export async function putRemovalKey(Key: string): Promise<void> {
  const Bucket = settings.removalLogBucket;
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: new Uint8Array() }));
}

/** Keys of all entries since a time, in order: 1 list for each 1,000. @param since ISO 8601, UTC */
export async function* removalKeysSince(since: string): AsyncGenerator<string> {
  const Bucket = settings.removalLogBucket;
  const range = { Bucket, Prefix: REMOVAL_LOG_PREFIX, StartAfter: timeKey(since) };
  let ContinuationToken: string | undefined;
  do {
    const page = await s3.send(new ListObjectsV2Command({ ...range, ContinuationToken }));
    for (const { Key } of page.Contents ?? []) if (Key) yield Key;
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken);
}
