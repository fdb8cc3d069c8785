import type { ArchiveFile } from "../../exchange/write-archive.ts";
import type { AccountExport } from "../../model/account/account-export.ts";
import { primaryFirst } from "../../model/profile/page-of-profiles.ts";
import type { Profile } from "../../model/profile/profile.ts";
import { findProfiles } from "../../persistence/profile-repository.ts";
import { getPhoto } from "../../photos/photo-store.ts";
import type { ExportBudget } from "./export-budget.ts";
import { type ExportSettings, exportLists } from "./export-lists.ts";
import { NOT_EXPORTED } from "./export-parts.ts";

/** Raised when a reader of the version before would misread an archive. */
const VERSION = 1;

/** A file of an archive, as the archive's own list has it. */
interface ListedFile {
  readonly path: string;
  readonly about: string;
  /** Of a list. */
  readonly entries?: number;
}

/**
 * Everything of an account, file by file, the list of them last. What the budget has no room for is
 * named there. Profiles are in memory at once, of all else a page, or a photo.
 */
export async function* exportFiles(
  asked: AccountExport,
  settings: ExportSettings,
  budget: ExportBudget,
): AsyncGenerator<ArchiveFile> {
  const { owner } = asked;
  const profiles = primaryFirst((await findProfiles(owner)).map(({ profile }) => profile));
  const files: ListedFile[] = [];
  for (const { path, about, pages } of exportLists(owner, profiles, settings)) {
    yield {
      path,
      content: listText(path, pages, budget, (entries) => files.push({ path, about, entries })),
    };
  }
  for (const profile of profiles) {
    const photo = await photoFile(profile, budget);
    if (!photo) continue;
    files.push({ path: photo.path, about: `The photo of the profile ${profile.slug}.` });
    yield photo;
  }
  yield { path: "manifest.json", content: manifest(asked, files, budget) };
}

/** A list as JSON, an entry a line, as far as there is room. */
async function* listText(
  path: string,
  pages: AsyncIterable<readonly object[]>,
  budget: ExportBudget,
  done: (entries: number) => void,
): AsyncGenerator<string> {
  let entries = 0;
  yield "[";
  reading: for await (const page of pages) {
    for (const entry of page) {
      const text = `${entries === 0 ? "" : ","}\n${JSON.stringify(entry)}`;
      const why = budget.take(Buffer.byteLength(text));
      if (why) {
        budget.leftOut.push({ path, included: entries, why });
        break reading;
      }
      entries += 1;
      yield text;
    }
  }
  yield "\n]\n";
  done(entries);
}

/** Undefined where the profile has none, or it is left out. 1 read of the bucket. */
async function photoFile(
  { id, photo }: Profile,
  budget: ExportBudget,
): Promise<ArchiveFile | undefined> {
  if (!photo) return undefined;
  const path = `photos/${id}.jpg`;
  const late = budget.take(0);
  const bytes = late ? undefined : await getPhoto(id, photo.id, 1_024);
  const why = late ?? (bytes ? budget.take(bytes.byteLength) : "gone");
  if (bytes && !why) return { path, content: once(bytes), isPacked: true };
  budget.leftOut.push({ path, why: why ?? "gone" });
  return undefined;
}

async function* manifest(
  { id, owner, requestedAt }: AccountExport,
  files: readonly ListedFile[],
  { leftOut }: ExportBudget,
): AsyncGenerator<string> {
  const text = JSON.stringify(
    {
      ...{ format: "profiles-api/account-export", version: VERSION },
      ...{ exportId: id, account: owner, requestedAt, madeAt: new Date().toISOString() },
      ...{ files, leftOut, notIncluded: NOT_EXPORTED },
    },
    null,
    2,
  );
  yield `${text}\n`;
}

async function* once<T>(value: T): AsyncGenerator<T> {
  yield value;
}
