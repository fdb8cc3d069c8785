import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { ZipFile } from "yazl";

/** A file of an archive that is being written. */
export interface ArchiveFile {
  /** Within the archive, with `/` between folders. */
  readonly path: string;
  /** Read when its turn comes, and no faster than the archive is. */
  readonly content: AsyncIterable<string | Uint8Array>;
  /** It is compressed already, as a photo is. */
  readonly isPacked?: boolean;
}

/**
 * A ZIP of files, one after another as they come: of none more than a few blocks is in memory. It fails
 * as soon as one of them does, or as the list of them does.
 * @param modified when the files were changed, as the archive says
 */
export function archiveOf(files: AsyncIterable<ArchiveFile>, modified: Date): Readable {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  const fail = (error: unknown) =>
    output.destroy(error instanceof Error ? error : new Error(String(error)));
  zip.on("error", fail);
  addAll(zip, files, modified).catch(fail);
  return output;
}

async function addAll(
  zip: ZipFile,
  files: AsyncIterable<ArchiveFile>,
  modified: Date,
): Promise<void> {
  for await (const { path, content, isPacked = false } of files) {
    const stream = Readable.from(content, { objectMode: false });
    zip.addReadStream(stream, path, { mtime: modified, mode: 0o100644, compress: !isPacked });
    await finished(stream);
  }
  zip.end();
}
