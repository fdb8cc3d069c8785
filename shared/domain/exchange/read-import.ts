import { readDocument } from "../../exchange/read-document.ts";
import { fitImport } from "../../model/exchange/fit-import.ts";
import type { ReadImport } from "../../model/exchange/import-change.ts";
import { UpdateProfileInput } from "../../model/profile/update-profile-input.ts";

/** A document as it was sent. */
export interface SentDocument {
  /** In lower case, without parameters. */
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** @throws Problem `malformed`, `invalid`, `too_large` for a document that cannot be read */
export async function readImport({ mediaType, bytes }: SentDocument): Promise<ReadImport> {
  const fitted = await fitImport(await readDocument(bytes, mediaType));
  return { ...fitted, fields: await UpdateProfileInput.parseAsync(fitted.fields) };
}
