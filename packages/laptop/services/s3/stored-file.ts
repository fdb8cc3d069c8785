import { type FileHandle, open } from "node:fs/promises";
import { Readable } from "node:stream";
import * as z from "zod";

/** Headers that belong to an object, by lower-case name: its type, caching and `x-amz-meta-*`. */
export type ObjectHeaders = Readonly<Record<string, string>>;

/** All that is known of an object beside its bytes. */
export interface ObjectMetadata {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** MD5 in hex, in double quotes. */
  readonly eTag: string;
  /** ISO 8601, UTC. */
  readonly lastModified: string;
  readonly headers: ObjectHeaders;
  /** The checksum that came with the upload, verified; base64. */
  readonly checksum?: { readonly algorithm: string; readonly value: string } | undefined;
  /** In a bucket with versions; left out for what was written before it had them. */
  readonly versionId?: string | undefined;
  /** Says that the object is gone, and has no bytes. */
  readonly isDeleteMarker?: true | undefined;
}

const MetadataSchema = z.object({
  key: z.string(),
  size: z.int(),
  eTag: z.string(),
  lastModified: z.string(),
  headers: z.record(z.string(), z.string()),
  checksum: z.object({ algorithm: z.string(), value: z.string() }).optional(),
  versionId: z.string().optional(),
  isDeleteMarker: z.literal(true).optional(),
});

/** Inclusive byte positions. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** An object held open: what it names stays readable even when it is replaced meanwhile. */
export interface OpenObject {
  readonly metadata: ObjectMetadata;
  /** Its bytes, once; closes the object at the end. */
  stream(range?: ByteRange): Readable;
  close(): Promise<void>;
}

/*
 * One file an object, so that one rename makes both its bytes and its metadata visible:
 *   the bytes · the metadata as JSON · the JSON's length (4 bytes, big-endian) · "OBJ1"
 */
const MAGIC = "OBJ1";
const TAIL_BYTES = 8;

/** Appends the metadata to a file that holds the object's bytes, and makes the file durable. */
export async function sealFile(handle: FileHandle, metadata: ObjectMetadata): Promise<void> {
  const json = Buffer.from(JSON.stringify(metadata));
  const tail = Buffer.alloc(TAIL_BYTES);
  tail.writeUInt32BE(json.length);
  tail.write(MAGIC, 4, "latin1");
  await handle.appendFile(Buffer.concat([json, tail]));
  await handle.sync();
}

/** Opens a sealed file. Throws the system's error when there is none, an Error when it is damaged. */
export async function openStoredFile(path: string): Promise<OpenObject> {
  const handle = await open(path, "r");
  try {
    const metadata = await readMetadata(handle, path);
    return {
      metadata,
      stream: (range) => streamBytes(handle, range ?? { start: 0, end: metadata.size - 1 }),
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function readMetadata(handle: FileHandle, path: string): Promise<ObjectMetadata> {
  const { size } = await handle.stat();
  const tail = Buffer.alloc(TAIL_BYTES);
  await handle.read(tail, 0, TAIL_BYTES, Math.max(0, size - TAIL_BYTES));
  const length = tail.readUInt32BE();
  const start = size - TAIL_BYTES - length;
  if (tail.toString("latin1", 4) !== MAGIC || start < 0) throw damaged(path);
  const json = Buffer.alloc(length);
  await handle.read(json, 0, length, start);
  const metadata = MetadataSchema.parse(JSON.parse(json.toString()));
  if (metadata.size !== start) throw damaged(path);
  return metadata;
}

function damaged(path: string): Error {
  return new Error(`The stored object ${path} is damaged.`);
}

function streamBytes(handle: FileHandle, range: ByteRange): Readable {
  if (range.end < range.start) {
    const empty = Readable.from([]);
    empty.once("close", () => void handle.close());
    return empty;
  }
  return handle.createReadStream({ start: range.start, end: range.end });
}
