import type { EventBridgeEvent } from "aws-lambda";
import { processPhotoUpload } from "../../shared/domain/photo/process-photo-upload.ts";

/** The part of S3's event that tells which object has arrived. */
type ObjectCreated = EventBridgeEvent<
  "Object Created",
  {
    readonly object: {
      readonly key: string;
      readonly size?: number;
      /** Of a bucket that keeps versions. */
      readonly "version-id"?: string;
    };
  }
>;

/** Looks at one direct upload. What it throws brings the event again. */
export async function handler({ detail }: ObjectCreated): Promise<void> {
  const { key, size, "version-id": versionId } = detail.object;
  // An upload is emptied in the end. Were the rule to let that through, it would never stop.
  if (size !== 0) await processPhotoUpload(key, versionId);
}
