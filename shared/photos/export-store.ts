import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
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
  const folder = await mkdtemp(join(tmpdir(), "account-export-"));
  try {
    const file = join(folder, "account.zip");
    const { bytes, checksum } = await keep(archive, file);
    await s3.send(
      new PutObjectCommand({
        Bucket: settings.photoBucket,
        Key: exportObjectKey(asked.id),
        Body: createReadStream(file),
        ContentLength: bytes,
        ChecksumSHA256: checksum,
        ContentType: "application/zip",
        ContentDisposition: `attachment; filename="${exportFileName(asked)}"`,
        CacheControl: "private, no-store",
      }),
    );
    return bytes;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function keep(archive: Readable, file: string) {
  const hash = createHash("sha256");
  let bytes = 0;
  await pipeline(
    archive,
    async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        bytes += chunk.byteLength;
        yield chunk;
      }
    },
    createWriteStream(file),
  );
  return { bytes, checksum: hash.digest("base64") };
}
