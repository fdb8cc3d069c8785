import { DAILY_LIMITS } from "../model/daily-limits.ts";
import { MOST_OPEN_UPLOADS } from "../model/photo/open-uploads.ts";
import type { PhotoUpload } from "../model/photo/photo-upload.ts";
import { openUploadsKey, profileKey, uploadKey } from "./keys.ts";
import type { ProfileStep } from "./profile-step-label.ts";
import { SCHEMA_VERSION } from "./schema-version.ts";
import { checkOpen } from "./standing-steps.ts";
import type { Step } from "./transaction.ts";
import { countUpdate } from "./usage-steps.ts";

const IS_PENDING = {
  ConditionExpression: "#status = :pending",
  ExpressionAttributeNames: { "#status": "status" },
};

/** What may stand against a new upload. */
export type UploadLabel = "root" | "upload" | "allowance" | "open";

/**
 * A new upload of a profile that is there, or one still pending under the same id; counted against the
 * day's, and as one of the account's that are open.
 * @param day UTC, `YYYY-MM-DD`
 */
export function insertUploadSteps(upload: PhotoUpload, day: string): Step<UploadLabel>[] {
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
    {
      label: "allowance",
      write: { Update: countUpdate(owner, "photo_upload", day, DAILY_LIMITS.photo_upload) },
    },
    { label: "open", write: { Update: openUpdate(upload) } },
  ];
}

/** Takes a place among the account's open uploads. */
function openUpdate({ owner, id, expiresAt }: PhotoUpload) {
  return {
    Key: openUploadsKey(owner),
    UpdateExpression: "ADD #open :ids SET expiresAt = :expiresAt, schemaVersion = :schema",
    ConditionExpression:
      "attribute_not_exists(#open) OR size(#open) < :most OR contains(#open, :id)",
    ExpressionAttributeNames: { "#open": "open" },
    ExpressionAttributeValues: {
      ":ids": new Set([id]),
      ":id": id,
      ":most": MOST_OPEN_UPLOADS,
      ":expiresAt": expiresAt,
      ":schema": SCHEMA_VERSION,
    },
  };
}

/** Gives places among an account's open uploads back; those that are not taken are fine. */
export function closeUpdate({ owner, expiresAt }: PhotoUpload, ids: readonly string[]) {
  return {
    Key: openUploadsKey(owner),
    UpdateExpression: "DELETE #open :ids SET expiresAt = :expiresAt, schemaVersion = :schema",
    ExpressionAttributeNames: { "#open": "open" },
    ExpressionAttributeValues: {
      ":ids": new Set(ids),
      ":expiresAt": expiresAt,
      ":schema": SCHEMA_VERSION,
    },
  };
}

/** Unless it was settled or removed meanwhile. */
export function rejectUploadSteps(upload: PhotoUpload, reason: string): ProfileStep[] {
  return settleSteps(upload, "rejected", reason);
}

/**
 * Go with the change that gives the profile its photo. Fail on `account` where it was closed since the
 * upload was asked for: its address is good without a credential.
 */
export function completeUploadSteps(upload: PhotoUpload): ProfileStep[] {
  return [checkOpen(upload.owner), ...settleSteps(upload, "ready", null)];
}

function settleSteps(
  upload: PhotoUpload,
  status: PhotoUpload["status"],
  reason: string | null,
): ProfileStep[] {
  const { owner, profileId, id } = upload;
  return [
    {
      label: "upload",
      write: {
        Update: {
          Key: uploadKey(owner, profileId, id),
          UpdateExpression: "SET #status = :status, reason = :reason",
          ...IS_PENDING,
          ExpressionAttributeValues: {
            ":status": status,
            ":reason": reason,
            ":pending": "pending",
          },
        },
      },
    },
    { label: "open-uploads", write: { Update: closeUpdate(upload, [id]) } },
  ];
}
