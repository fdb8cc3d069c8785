import type { PhotoUpload } from "../model/photo/photo-upload.ts";
import { profileKey, uploadKey } from "./keys.ts";
import type { ProfileStep } from "./profile-step-label.ts";

const IS_PENDING = {
  ConditionExpression: "#status = :pending",
  ExpressionAttributeNames: { "#status": "status" },
};

/** A new upload of a profile that is there, or one still pending under the same id. */
export function insertUploadSteps(upload: PhotoUpload): ProfileStep[] {
  const { id, owner, profileId, ...fields } = upload;
  return [
    {
      label: "root",
      write: {
        ConditionCheck: {
          Key: profileKey(owner, profileId),
          ConditionExpression: "attribute_exists(pk)",
        },
      },
    },
    {
      label: "upload",
      write: {
        Put: {
          Item: { ...uploadKey(owner, profileId, id), ...fields },
          ConditionExpression: `attribute_not_exists(pk) OR ${IS_PENDING.ConditionExpression}`,
          ExpressionAttributeNames: IS_PENDING.ExpressionAttributeNames,
          ExpressionAttributeValues: { ":pending": "pending" },
        },
      },
    },
  ];
}

/** Unless it was settled or removed meanwhile. */
export function rejectUploadStep(upload: PhotoUpload, reason: string): ProfileStep {
  return settleStep(upload, "rejected", reason);
}

/** Goes with the change that gives the profile its photo. */
export function completeUploadStep(upload: PhotoUpload): ProfileStep {
  return settleStep(upload, "ready", null);
}

function settleStep(
  { owner, profileId, id }: PhotoUpload,
  status: PhotoUpload["status"],
  reason: string | null,
): ProfileStep {
  return {
    label: "upload",
    write: {
      Update: {
        Key: uploadKey(owner, profileId, id),
        UpdateExpression: "SET #status = :status, reason = :reason",
        ...IS_PENDING,
        ExpressionAttributeValues: { ":status": status, ":reason": reason, ":pending": "pending" },
      },
    },
  };
}
