import { v7 as uuid } from "uuid";
import { type AccountExport, exportAt, newExport } from "../../model/account/account-export.ts";
import { Problem } from "../../model/problem.ts";
import { endOfDay, utcDay } from "../../model/utc-day.ts";
import { findExport, insertExport } from "../../persistence/account-export-repository.ts";
import { requireOpen } from "../../persistence/standing-steps.ts";

/**
 * Asks for an archive of everything of an account; the table's stream has it made. 1 transaction.
 * @param newId the same whenever the request is repeated
 * @throws Problem `forbidden`, `conflict` for an account in whose name nothing may be done, `limited` when the account has asked for one on that UTC day
 */
export async function requestExport(
  owner: string,
  newId: string | undefined,
): Promise<AccountExport> {
  const now = Date.now();
  const asked = newExport(owner, newId ?? uuid(), now);
  const failures = await insertExport(asked);
  if (failures.size === 0) return asked;
  if (failures.has("account")) requireOpen(failures.get("account"));
  // An earlier run of the same request may have asked, and died before it could say so.
  const earlier = newId === undefined ? undefined : await findExport(owner, newId);
  const found = earlier && exportAt(earlier, now);
  if (found) return found;
  const detail = "The account's export of the day was made; the next UTC day brings another one.";
  const retryAt = endOfDay(utcDay(asked.requestedAt));
  throw new Problem("limited", "daily_export_limit_exceeded", detail, { retryAt });
}
