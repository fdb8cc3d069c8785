import { type ImportedChange, importChange } from "../../model/exchange/import-change.ts";
import { type ImportOutcome, importOutcome } from "../../model/exchange/import-outcome.ts";
import type { ImportMode } from "../../model/exchange/import-query.ts";
import type { Profile } from "../../model/profile/profile.ts";
import type { VersionCondition } from "../../model/version-condition.ts";
import { tryChange } from "../profile/commit-change.ts";
import { updateProfile } from "../profile/update-profile.ts";
import { lookAtPhoto, withImportedPhoto } from "./imported-photo.ts";
import { readImport, type SentDocument } from "./read-import.ts";

/** How a document changes a profile. */
export interface ImportIntoOptions {
  readonly mode: ImportMode;
  readonly ifMatch: VersionCondition;
  /** Tells what the profile would be, and writes nothing. */
  readonly isDryRun: boolean;
}

/**
 * Brings a document into a profile, in one transaction as any change of it; a dry run takes 1 read.
 * @throws Problem `malformed`, `invalid`, `too_large` for the document, `not_found`, `outdated`,
 * `invalid` `too_many_changes`, `limited` for too many photos
 */
export async function importIntoProfile(
  owner: string,
  id: string,
  document: SentDocument,
  { mode, ifMatch, isDryRun }: ImportIntoOptions,
): Promise<ImportOutcome> {
  const read = await readImport(document);
  let last: ImportedChange = { change: {}, left: [] };
  const change = (profile: Profile) => {
    last = importChange(profile, read.fields, mode);
    return last.change;
  };
  const outcome = isDryRun
    ? {
        made: (await tryChange(owner, id, change, { ifMatch })).outcome,
        left: await lookAtPhoto(read.photo),
      }
    : await withImportedPhoto(read.photo, (photo) =>
        updateProfile(owner, id, change, { photo, ifMatch }),
      );
  return importOutcome(outcome.made, read, { left: [...last.left, ...outcome.left] });
}
