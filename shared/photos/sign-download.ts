import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { settings } from "../settings.ts";

const s3 = new S3Client({});

/**
 * An address that an object can be read at without another credential. No call is made. It ends earlier
 * where the function's own credentials do.
 * @param now milliseconds since 1970, as is `end`
 */
export function signDownload(key: string, now: number, end: number): Promise<string> {
  const command = new GetObjectCommand({ Bucket: settings.photoBucket, Key: key });
  const expiresIn = Math.max(1, Math.floor((end - now) / 1_000));
  return getSignedUrl(s3, command, { expiresIn, signingDate: new Date(now) });
}
