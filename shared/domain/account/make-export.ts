import { archiveOf } from "../../exchange/write-archive.ts";
import {
  type AccountExport,
  exportAt,
  exportFolder,
  keptUntil,
} from "../../model/account/account-export.ts";
import type { ExportLeftover } from "../../model/profile/leftover.ts";
import { completeExport, findExport } from "../../persistence/account-export-repository.ts";
import { forgetPendingRemoval } from "../../persistence/removal-repository.ts";
import { storeExport } from "../../photos/export-store.ts";
import { removeAllVersionsUnder } from "../../photos/photo-store.ts";
import { Unavailable } from "../../unavailable.ts";
import { ExportBudget } from "./export-budget.ts";
import { exportFiles } from "./export-contents.ts";
import type { ExportSettings } from "./export-lists.ts";

/** Of the time that is left, what is kept to store the archive in. */
const STORING_MS = 15_000;
/** With less than this nothing is begun. */
const LEAST_MS = 30_000;

/** What an archive is made with. */
export interface ExportOptions extends ExportSettings {
  /** When the function is ended, milliseconds since 1970. */
  readonly until: number;
}

/**
 * Makes the archive that an account waits for, and last of all removes the record of it. May be cut off
 * anywhere, and run again, or twice at once: the same object is stored anew. An account that is erased
 * meanwhile leaves none.
 * @throws Unavailable when there is too little time left: the stream tries again
 */
export async function makeExport(
  leftover: ExportLeftover,
  { until, ...settings }: ExportOptions,
): Promise<void> {
  const { owner, exportId } = leftover;
  const asked = await findExport(owner, exportId);
  if (asked && exportAt(asked, Date.now())?.status === "pending") {
    if (until - Date.now() < LEAST_MS) throw new Unavailable("There is too little time left.");
    await make(asked, settings, until - STORING_MS);
  }
  if (!asked) await removeAllVersionsUnder(exportFolder(exportId));
  await forgetPendingRemoval(leftover);
}

async function make(asked: AccountExport, settings: ExportSettings, until: number): Promise<void> {
  const files = exportFiles(asked, settings, new ExportBudget(until));
  const bytes = await storeExport(asked, archiveOf(files, new Date()));
  if (await completeExport(asked, bytes, keptUntil(Date.now()))) return;
  // Another run has made it, or nobody waits for it any more.
  if (await findExport(asked.owner, asked.id)) return;
  await removeAllVersionsUnder(exportFolder(asked.id));
}
