import {
  type AccountExport,
  addressEnd,
  exportAt,
  exportObjectKey,
} from "../../model/account/account-export.ts";
import { Problem } from "../../model/problem.ts";
import { findExport } from "../../persistence/account-export-repository.ts";
import { signDownload } from "../../photos/sign-download.ts";

/** What became of an export, and where it is for an hour. */
export interface ReadExport extends Pick<AccountExport, "id" | "status"> {
  /** Null unless it is ready, as is the next. */
  readonly url: string | null;
  /** ISO 8601: until then the address is good. */
  readonly expiresAt: string | null;
}

/**
 * What became of an export. 1 read.
 * @throws Problem `not_found` for an unknown one, another account's, and one that has gone
 */
export async function readExport(owner: string, id: string): Promise<ReadExport> {
  const stored = await findExport(owner, id);
  const now = Date.now();
  const found = stored && exportAt(stored, now);
  if (!found) throw new Problem("not_found", "account_export_not_found", "Export not found.");
  const { status } = found;
  if (status !== "ready") return { id, status, url: null, expiresAt: null };
  const end = addressEnd(found, now);
  const url = await signDownload(exportObjectKey(id), now, end);
  return { id, status, url, expiresAt: new Date(end).toISOString() };
}
