import type { EventBridgeEvent } from "aws-lambda";
import { processPhotoUpload } from "../../shared/domain/photo/process-photo-upload.ts";

/** The part of S3's event that tells which object has arrived. */
type ObjectCreated = EventBridgeEvent<
  "Object Created",
  { readonly object: { readonly key: string } }
>;

/** Looks at one direct upload. What it throws brings the event again. */
export async function handler({ detail }: ObjectCreated): Promise<void> {
  await processPhotoUpload(detail.object.key);
}
