import { createHash } from "node:crypto";
import { type FileHandle, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import {
  type AccountExport,
  exportFileName,
  exportObjectKey,
} from "../model/account/account-export.ts";
import { settings } from "../settings.ts";
import { CALL_LIMITS, clientOptions } from "../time-limits.ts";

/** A checksum is given: the SDK would send the content in chunks to add one of its own. */
const s3 = new S3Client({
  ...clientOptions(CALL_LIMITS.archives),
  requestChecksumCalculation: "WHEN_REQUIRED",
});

/**
 * Stores an archive as it is written. It goes through a file, as S3 asks for its length first; storing
 * it again takes the place of the former one.
 * @returns its bytes
 */
export async function storeExport(asked: AccountExport, archive: Readable): Promise<number> {
  const file = await openNameless();
  let body: Readable | undefined;
  try {
    const { bytes, checksum } = await keep(archive, file);
    body = file.createReadStream({ start: 0 });
    await s3.send(
      new PutObjectCommand({
        Bucket: settings.photoBucket,
        Key: exportObjectKey(asked.id),
        Body: body,
        ContentLength: bytes,
        ChecksumSHA256: checksum,
        ContentType: "application/zip",
        ContentDisposition: `attachment; filename="${exportFileName(asked)}"`,
        CacheControl: "private, no-store",
      }),
    );
    return bytes;
  } finally {
    // The file stays open as long as somebody may read of it.
    body?.destroy();
    await file.close();
  }
}

/**
 * A file that has no name any more when it is used, so that it goes with its process, however that
 * ends: Lambda keeps a function's disk when it starts its runtime anew, and an archive is all that is
 * known of somebody.
 */
async function openNameless(): Promise<FileHandle> {
  const folder = await mkdtemp(join(tmpdir(), "account-export-"));
  try {
    return await open(join(folder, "account.zip"), "wx+", 0o600);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function keep(archive: Readable, file: FileHandle) {
  const hash = createHash("sha256");
  let bytes = 0;
  const read = async function* () {
    for await (const chunk of archive as AsyncIterable<Uint8Array>) {
      hash.update(chunk);
      bytes += chunk.byteLength;
      yield chunk;
    }
  };
  await file.writeFile(read());
  return { bytes, checksum: hash.digest("base64") };
}
