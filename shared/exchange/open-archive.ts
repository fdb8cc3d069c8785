import { crc32 } from "node:zlib";
import yauzl from "yauzl";
import { Problem } from "../model/problem.ts";
import { decodeText } from "./decode-text.ts";

/** Files in an archive: the fullest one that LinkedIn gives has some hundred. */
const MOST_FILES = 2_000;
/** Bytes of a file, and of all that are read; counted while they are inflated. */
const MOST_FILE_BYTES = 2 * 1024 * 1024;
const MOST_BYTES = 6 * 1024 * 1024;

/** An archive's files. */
export interface Archive {
  /** Those that were asked for, by name. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Paths of all others. They are not opened. */
  readonly others: readonly string[];
}

/**
 * Reads files of a ZIP, in whatever folder they are. Sizes that the archive tells are not trusted.
 * @param nameOf tells by which name a file is asked for; undefined for one that is not
 * @throws Problem `unreadable_archive`, `archive_too_large`
 */
export async function openArchive(
  bytes: Uint8Array,
  nameOf: (fileName: string) => string | undefined,
): Promise<Archive> {
  try {
    return await readFiles(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), nameOf);
  } catch (error) {
    if (error instanceof Problem) throw error;
    const detail = "The archive cannot be read as a ZIP; is it whole?";
    throw new Problem("invalid", "unreadable_archive", detail, { cause: error });
  }
}

async function readFiles(
  bytes: Buffer,
  nameOf: (fileName: string) => string | undefined,
): Promise<Archive> {
  // Names are read here, so that none of them makes the archive unreadable: no path is ever used.
  const options = { lazyEntries: true, decodeStrings: false, autoClose: false };
  const zip = await yauzl.fromBufferPromise(bytes, options);
  if (zip.entryCount > MOST_FILES) throw tooLarge(`at most ${MOST_FILES} files`);
  const files = new Map<string, Uint8Array>();
  const others: string[] = [];
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    const path = decodeText(entry.fileNameRaw.subarray(0, 300));
    const fileName = path.split(/[/\\]/).at(-1) ?? "";
    if (fileName === "" || isOfSystem(path, fileName)) continue;
    const name = nameOf(fileName);
    if (name === undefined || files.has(name)) {
      others.push(path);
      continue;
    }
    const content = await inflated(zip, entry, MOST_BYTES - total);
    total += content.byteLength;
    files.set(name, content);
  }
  return { files, others };
}

/** What Macs put beside every file. */
function isOfSystem(path: string, fileName: string): boolean {
  return path.startsWith("__MACOSX/") || fileName.startsWith(".");
}

async function inflated(zip: yauzl.ZipFile, entry: yauzl.Entry, room: number): Promise<Buffer> {
  if (entry.isEncrypted()) {
    const detail = "The archive is encrypted: send it without a password.";
    throw new Problem("invalid", "unreadable_archive", detail);
  }
  const stream = await zip.openReadStreamPromise(entry);
  const chunks: Buffer[] = [];
  let length = 0;
  // Leaving the loop ends the stream, and with it the inflating.
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    length += chunk.byteLength;
    if (length > MOST_FILE_BYTES) throw tooLarge(`${MOST_FILE_BYTES} bytes for a file of it`);
    if (length > room) throw tooLarge(`${MOST_BYTES} bytes for all files that are read`);
    chunks.push(chunk);
  }
  const content = Buffer.concat(chunks, length);
  if (crc32(content) !== entry.crc32) throw new Error("The content is not what was packed.");
  return content;
}

function tooLarge(limit: string): Problem {
  const detail = `The archive is larger than what is read, which is ${limit}.`;
  return new Problem("too_large", "archive_too_large", detail);
}
