import { v7 as uuid } from "uuid";
import { importDraft } from "../../model/exchange/import-draft.ts";
import { type ImportOutcome, importOutcome } from "../../model/exchange/import-outcome.ts";
import { profileLimitReached } from "../../model/profile/account.ts";
import { newProfile } from "../../model/profile/new-profile.ts";
import { requireSize } from "../../model/profile/prepare-change.ts";
import type { Profile } from "../../model/profile/profile.ts";
import { slugCandidate, slugFromName } from "../../model/profile/slug.ts";
import { findAccount } from "../../persistence/profile-repository.ts";
import { createProfile } from "../profile/create-profile.ts";
import { withEntriesAhead } from "./entries-ahead.ts";
import { lookAtPhoto, withImportedPhoto } from "./imported-photo.ts";
import { readImport, type SentDocument } from "./read-import.ts";

/** How a document becomes a draft. */
export interface ImportDraftOptions {
  /** Most profiles an account may have. */
  readonly limit: number;
  /** Id to use, the same when the request is carried out again; a new one when left out. */
  readonly newId?: string | undefined;
  /** Tells what would be made, and writes nothing. */
  readonly isDryRun: boolean;
}

/**
 * Makes a draft of a document, as a new profile is made; a dry run takes 1 read.
 * @throws Problem `malformed`, `invalid`, `too_large` for the document, `conflict`
 * `profile_limit_reached`, `limited` for too many photos
 */
export async function importProfile(
  owner: string,
  document: SentDocument,
  { limit, newId: id = uuid(), isDryRun }: ImportDraftOptions,
): Promise<ImportOutcome> {
  const read = await readImport(document);
  const { input, sections, changed } = importDraft(read.fields);
  const now = new Date().toISOString();
  const draft = { ...newProfile(owner, id, input, undefined, now), ...sections };
  requireSize(draft);
  if (isDryRun) {
    const profile = await asItWouldBe(draft, limit);
    return importOutcome(profile, read, { changed, left: await lookAtPhoto(read.photo) });
  }
  const { made, left } = await withEntriesAhead(draft, () =>
    withImportedPhoto(read.photo, (photo) =>
      createProfile(owner, input, { photo, limit, newId: id, sections }),
    ),
  );
  return importOutcome(made, read, { changed, left });
}

/** Whether its slug is free shows only when it is taken. */
async function asItWouldBe(draft: Profile, limit: number): Promise<Profile> {
  const account = await findAccount(draft.owner);
  if (account && account.profileIds.size >= limit) throw profileLimitReached(limit);
  const slug = slugCandidate(await slugFromName(draft.name), 0);
  return { ...draft, slug, isPrimary: account === undefined };
}
