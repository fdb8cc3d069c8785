/** Files of LinkedIn's archive that an import reads, without the spaces in their names. */
const READ =
  /^(?:profile|profilesummary|positions|education|skills|emailaddresses|phonenumbers)\.csv$/;

/** The end of an archive: 22 bytes, and a comment of at most 65,535 (APPNOTE 6.3.10, 4.3.16). */
const END_BYTES = 22 + 65_535;
const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const CENTRAL_BYTES = 46;
const LOCAL_BYTES = 30;
/** Far more than the list of any such archive. */
const MOST_LIST_BYTES = 16 * 1_024 * 1_024;

/**
 * A ZIP of those files of an archive that an import reads, compressed as they were. Other tables go
 * along without their content, so that the answer names them. Only what is sent and the archive's own
 * list are read from the disk.
 * @returns undefined where there is none, or it is no archive that this can read
 */
export async function smallArchive(archive: Blob): Promise<Blob | undefined> {
  const parts: (Uint8Array<ArrayBuffer> | Blob)[] = [];
  const entries: Uint8Array<ArrayBuffer>[] = [];
  let [at, hasContent] = [0, false];
  for (const listed of (await listOf(archive)) ?? []) {
    const { entry, name } = listed;
    const isRead = READ.test(name);
    if (!isRead && !name.endsWith(".csv")) continue;
    const content = isRead ? await contentOf(archive, listed) : new Blob([]);
    if (!content) return undefined;
    // Not compressed, with the checksum and the sizes of nothing.
    if (!isRead) entry.fill(0, 10, 12).fill(0, 16, 28);
    const [local, central] = headersOf(entry, at);
    parts.push(local, content);
    entries.push(central);
    at += local.byteLength + content.size;
    hasContent ||= isRead;
  }
  if (!hasContent) return undefined;
  return new Blob([...parts, ...entries, endOf(entries, at)], { type: "application/zip" });
}

/** As it is stored; undefined where the archive's list is wrong. */
async function contentOf(archive: Blob, { size, offset }: Listed): Promise<Blob | undefined> {
  const head = new DataView(await archive.slice(offset, offset + LOCAL_BYTES).arrayBuffer());
  if (head.byteLength < LOCAL_BYTES || head.getUint32(0, true) !== LOCAL) return undefined;
  const begin = offset + LOCAL_BYTES + head.getUint16(26, true) + head.getUint16(28, true);
  const content = archive.slice(begin, begin + size);
  return content.size === size ? content : undefined;
}

/** A file of an archive, as its list has it. */
interface Listed {
  /** The entry of the list, name included, and without what may follow it. */
  readonly entry: Uint8Array<ArrayBuffer>;
  /** In lower case, without folders and spaces. */
  readonly name: string;
  /** As it is stored. */
  readonly size: number;
  readonly offset: number;
}

async function listOf(archive: Blob): Promise<Listed[] | undefined> {
  const tail = new DataView(await archive.slice(-END_BYTES).arrayBuffer());
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== END) end -= 1;
  if (end < 0) return undefined;
  const [bytes, begin] = [tail.getUint32(end + 12, true), tail.getUint32(end + 16, true)];
  // An archive of 4 GB has its list elsewhere.
  if (bytes > MOST_LIST_BYTES || begin + bytes > archive.size) return undefined;
  const list = await archive.slice(begin, begin + bytes).arrayBuffer();
  const view = new DataView(list);
  const listed: Listed[] = [];
  let at = 0;
  while (at + CENTRAL_BYTES <= bytes && view.getUint32(at, true) === CENTRAL) {
    const length = view.getUint16(at + 28, true);
    const entry = new Uint8Array(list.slice(at, at + CENTRAL_BYTES + length));
    const path = new TextDecoder().decode(entry.subarray(CENTRAL_BYTES));
    const name = path.toLowerCase().replace(/^.*[/\\]|[\s_]/g, "");
    const size = view.getUint32(at + 20, true);
    listed.push({ entry, name, size, offset: view.getUint32(at + 42, true) });
    at += CENTRAL_BYTES + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return listed;
}

/** The header before a file, and its entry in the list. Neither has extra fields or a comment. */
function headersOf(entry: Uint8Array<ArrayBuffer>, offset: number) {
  const central = entry.slice();
  const view = new DataView(central.buffer);
  // Sizes stand before the file, and not behind it.
  view.setUint16(8, view.getUint16(8, true) & ~8, true);
  view.setUint32(30, 0, true);
  view.setUint32(42, offset, true);
  const local = new Uint8Array(LOCAL_BYTES + entry.length - CENTRAL_BYTES);
  local.set(central.subarray(CENTRAL_BYTES), LOCAL_BYTES);
  // From the version needed on to the length of the name both say the same.
  local.set(central.subarray(6, 30), 4);
  new DataView(local.buffer).setUint32(0, LOCAL, true);
  return [local, central] as const;
}

function endOf(entries: readonly Uint8Array[], offset: number): Uint8Array<ArrayBuffer> {
  const end = new Uint8Array(22);
  const view = new DataView(end.buffer);
  view.setUint32(0, END, true);
  view.setUint16(8, entries.length, true);
  view.setUint16(10, entries.length, true);
  const bytes = entries.reduce((sum, { length }) => sum + length, 0);
  view.setUint32(12, bytes, true);
  view.setUint32(16, offset, true);
  return end;
}
