import type { Platform } from "@profiles-api/laptop";

/** Physical name of the bucket of photos and uploads, beside that of the removals' log. */
export function photoBucketOf(resources: Pick<Platform["resources"], "ofType">): string {
  const buckets = resources.ofType("AWS::S3::Bucket");
  const photos = buckets.find(({ logicalId }) => logicalId.startsWith("Photos"));
  if (!photos) throw new Error("The template has no bucket of photos.");
  return photos.physicalId;
}
