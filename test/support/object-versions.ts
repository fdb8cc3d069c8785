import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  S3Client,
} from "@aws-sdk/client-s3";
import type { TestPlatform } from "./test-platform.ts";

/** The key of every version and delete marker in the photo bucket, also of what is deleted. */
export async function versionedKeys({ dataDir }: TestPlatform): Promise<string[]> {
  const facts = JSON.parse(await readFile(join(dataDir, "server.json"), "utf8"));
  const client = new S3Client({ endpoint: facts.s3, region: "us-east-1", credentials: facts });
  const Bucket = facts.outputs.PhotoBucketName;
  const found: string[] = [];
  let page: Partial<ListObjectVersionsCommandOutput> = {};
  do {
    const markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
    page = await client.send(new ListObjectVersionsCommand({ Bucket, ...markers }));
    const all = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
    found.push(...all.map(({ Key = "" }) => Key));
  } while (page.IsTruncated);
  client.destroy();
  return found;
}
