import {
  DeleteObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { settings } from "../settings.ts";

/**
 * The key never comes again, so that a browser may keep the photo for a year. The shared cache asks
 * again every hour, or a deleted photo would stay readable there.
 */
const CACHE_CONTROL = "public, max-age=31536000, s-maxage=3600, immutable";

const s3 = new S3Client({
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 6_000, throwOnRequestTimeout: true },
});
const Bucket = settings.photoBucket;

export async function putPhoto(key: string, image: Uint8Array): Promise<void> {
  await s3.send(
    new PutObjectCommand({
      Bucket,
      Key: key,
      Body: image,
      ContentType: "image/jpeg",
      CacheControl: CACHE_CONTROL,
    }),
  );
}

/** Removing what is not there succeeds, so that it can be repeated. */
export async function removePhotos(keys: readonly string[]): Promise<void> {
  await Promise.all(keys.map((Key) => s3.send(new DeleteObjectCommand({ Bucket, Key }))));
}

/** Removes every object below a prefix. */
export async function removePhotosUnder(prefix: string): Promise<void> {
  let token: string | undefined;
  do {
    const page = await s3.send(
      new ListObjectsV2Command({ Bucket, Prefix: prefix, ContinuationToken: token, MaxKeys: 100 }),
    );
    await removePhotos((page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
    token = page.NextContinuationToken;
  } while (token);
}
