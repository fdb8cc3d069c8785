import { type AccountExport, exportExpiry } from "../model/account/account-export.ts";
import { DAILY_LIMITS } from "../model/daily-limits.ts";
import { utcDay } from "../model/utc-day.ts";
import { exportKey, pendingExportKey } from "./keys.ts";
import { checkOpen } from "./standing-steps.ts";
import { getItem, type Item } from "./table.ts";
import { type Failures, type Step, transact } from "./transaction.ts";
import { countUpdate } from "./usage-steps.ts";

type ExportStep = Step<"account" | "allowance" | "export" | "pending">;

/** 1 consistent read. */
export async function findExport(owner: string, id: string): Promise<AccountExport | undefined> {
  const item = await getItem(exportKey(owner, id));
  if (!item) return undefined;
  const { status, requestedAt, until, bytes } = item;
  return { id, owner, status, requestedAt, until, bytes } as AccountExport;
}

/**
 * 1 transaction, which also puts on record that the archive is to be made. Fails on `allowance` when
 * the account has asked for one on that UTC day, on `export` when there is one of this id, and on
 * `account` while nothing may be done in its name.
 */
export function insertExport(asked: AccountExport): Promise<Failures<ExportStep["label"]>> {
  return transact(insertSteps(asked));
}

function insertSteps({ id, owner, ...fields }: AccountExport): ExportStep[] {
  const day = utcDay(fields.requestedAt);
  const limit = DAILY_LIMITS.account_export;
  const pending = { kind: "export", owner, exportId: id, since: fields.requestedAt };
  return [
    checkOpen(owner),
    { label: "allowance", write: { Update: countUpdate(owner, "account_export", day, limit) } },
    {
      label: "export",
      write: {
        Put: {
          Item: { ...exportKey(owner, id), ...fields, expiresAt: exportExpiry(fields) },
          ConditionExpression: "attribute_not_exists(pk)",
        },
      },
    },
    { label: "pending", write: { Put: { Item: { ...pendingExportKey(id), ...pending } } } },
  ];
}

/**
 * Says that an archive is there: 1 transaction.
 * @returns false when nobody waits for it any more: the account is being erased
 */
export async function completeExport(
  { owner, id }: AccountExport,
  bytes: number,
  until: string,
): Promise<boolean> {
  const values: Item = { ":ready": "ready", ":pending": "pending", ":bytes": bytes };
  const failures = await transact([
    {
      label: "export",
      write: {
        Update: {
          Key: exportKey(owner, id),
          UpdateExpression:
            "SET #status = :ready, bytes = :bytes, #until = :until, expiresAt = :expires",
          ConditionExpression: "#status = :pending",
          ExpressionAttributeNames: { "#status": "status", "#until": "until" },
          ExpressionAttributeValues: {
            ...values,
            ":until": until,
            ":expires": exportExpiry({ until }),
          },
        },
      },
    },
  ]);
  return failures.size === 0;
}

/**
 * Has the stream hand the record of a pending export to its consumer once more. 1 write.
 * @returns false when it is no longer on record
 */
export async function renewPendingExport(id: string, now: string): Promise<boolean> {
  const failures = await transact([
    {
      label: "pending",
      write: {
        Update: {
          Key: pendingExportKey(id),
          UpdateExpression: "SET since = :now",
          ConditionExpression: "attribute_exists(pk)",
          ExpressionAttributeValues: { ":now": now },
        },
      },
    },
  ]);
  return failures.size === 0;
}
