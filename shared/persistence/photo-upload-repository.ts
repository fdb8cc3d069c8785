import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { PhotoUpload } from "../domain/photo/photo-upload.ts";
import { profileKey, uploadKey } from "./keys.ts";
import type { ProfileStep } from "./profile-step.ts";
import { TableName, table } from "./table.ts";
import { transact } from "./transaction.ts";

const IS_PENDING = {
  ConditionExpression: "#status = :pending",
  ExpressionAttributeNames: { "#status": "status" },
};

/** 1 consistent read. */
export async function findUpload(
  owner: string,
  profileId: string,
  id: string,
): Promise<PhotoUpload | undefined> {
  const Key = uploadKey(owner, profileId, id);
  const { Item } = await table.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
  if (!Item) return undefined;
  const { pk, sk, ...fields } = Item;
  return { ...fields, id, owner, profileId } as unknown as PhotoUpload;
}

/**
 * 1 transaction. An upload that is there already under this id, of an earlier run of the same
 * request, is taken up again as long as it is pending.
 * @returns false when the profile is gone
 */
export async function insertUpload(upload: PhotoUpload): Promise<boolean> {
  const { id, owner, profileId, ...fields } = upload;
  const failures = await transact([
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
  ]);
  return !failures.has("root");
}

/** Notes why an upload came to nothing, unless it was settled or removed meanwhile. */
export async function rejectUpload(upload: PhotoUpload, reason: string): Promise<void> {
  await transact([settleStep(upload, "rejected", reason)]);
}

/** Goes with the change that gives the profile its photo. */
export function completeStep(upload: PhotoUpload): ProfileStep {
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
