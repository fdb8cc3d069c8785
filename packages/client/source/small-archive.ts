/** Files of LinkedIn's archive that say something of a profile: small ones, and no message or contact. */
const READ =
  /^(?:profile( summary)?|positions|education|skills|languages|certifications|projects|honors|publications|courses|volunteering|organizations|email addresses|phonenumbers|whatsapp phone numbers)\.csv$/i;

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
 * A ZIP of those files of an archive that an import reads, as they are, compressed as they were. Only
 * these and the archive's own list are read from the disk.
 * @returns undefined where there is none, or it is no archive that this can read
 */
export async function smallArchive(archive: Blob): Promise<Blob | undefined> {
  const list = await listOf(archive);
  const parts: (ArrayBuffer | Uint8Array<ArrayBuffer> | Blob)[] = [];
  const entries: Uint8Array<ArrayBuffer>[] = [];
  let at = 0;
  for (const { entry, name, size, offset } of list ?? []) {
    if (!READ.test(name.replace(/^.*\//, ""))) continue;
    const head = new DataView(await archive.slice(offset, offset + LOCAL_BYTES).arrayBuffer());
    if (head.byteLength < LOCAL_BYTES || head.getUint32(0, true) !== LOCAL) return undefined;
    const begin = offset + LOCAL_BYTES + head.getUint16(26, true) + head.getUint16(28, true);
    const [local, central] = headersOf(entry, at);
    parts.push(local, archive.slice(begin, begin + size));
    entries.push(central);
    at += local.byteLength + size;
  }
  if (entries.length === 0) return undefined;
  return new Blob([...parts, ...entries, endOf(entries, at)], { type: "application/zip" });
}

/** A file of an archive, as its list has it. */
interface Listed {
  /** The entry of the list, name included, and without what may follow it. */
  readonly entry: Uint8Array<ArrayBuffer>;
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
    const name = new TextDecoder().decode(entry.subarray(CENTRAL_BYTES));
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
