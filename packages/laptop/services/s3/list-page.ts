/** What a ListObjectsV2 request asks for. */
export interface ListQuery {
  readonly prefix: string;
  /** `""` for none. */
  readonly delimiter: string;
  readonly maxKeys: number;
  /** Only keys after this one, in the order of UTF-8 bytes; `""` for all. */
  readonly startAfter: string;
  /** Where the page before ended; goes before `startAfter`. */
  readonly after?: ListPosition | undefined;
}

/** The last thing a page named: a key, or a prefix that stands for all keys below it. */
export interface ListPosition {
  readonly kind: "key" | "prefix";
  readonly text: string;
}

/** One page of a ListObjectsV2. */
export interface ListPage {
  readonly keys: readonly string[];
  readonly commonPrefixes: readonly string[];
  /** Undefined on the last page. */
  readonly next: ListPosition | undefined;
}

/** Cuts one page out of all keys, which come in the order of their UTF-8 bytes. */
export function listPage(sortedKeys: readonly string[], query: ListQuery): ListPage {
  const keys: string[] = [];
  const commonPrefixes: string[] = [];
  let last: ListPosition | undefined;
  for (let index = firstIndex(sortedKeys, query); index < sortedKeys.length; index++) {
    const key = sortedKeys[index] ?? "";
    if (!key.startsWith(query.prefix)) {
      if (Buffer.compare(Buffer.from(key), Buffer.from(query.prefix)) > 0) break;
      continue;
    }
    const group = commonPrefix(key, query);
    if (group !== undefined && last?.kind === "prefix" && last.text === group) continue;
    if (keys.length + commonPrefixes.length >= query.maxKeys) {
      return { keys, commonPrefixes, next: last };
    }
    if (group === undefined) keys.push(key);
    else commonPrefixes.push(group);
    last = group === undefined ? { kind: "key", text: key } : { kind: "prefix", text: group };
  }
  return { keys, commonPrefixes, next: undefined };
}

function commonPrefix(key: string, { prefix, delimiter }: ListQuery): string | undefined {
  if (delimiter === "") return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at === -1 ? undefined : key.slice(0, at + delimiter.length);
}

function firstIndex(sortedKeys: readonly string[], query: ListQuery): number {
  const { after, startAfter, prefix } = query;
  const isBefore = (key: string): boolean => {
    const bytes = Buffer.from(key);
    if (after !== undefined) {
      if (after.kind === "prefix" && key.startsWith(after.text)) return true;
      return Buffer.compare(bytes, Buffer.from(after.text)) <= 0;
    }
    if (startAfter !== "" && Buffer.compare(bytes, Buffer.from(startAfter)) <= 0) return true;
    return Buffer.compare(bytes, Buffer.from(prefix)) < 0;
  };
  let low = 0;
  let high = sortedKeys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(sortedKeys[middle] ?? "")) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** An opaque token for a position. */
export function encodePosition(position: ListPosition): string {
  return Buffer.from(`${position.kind}:${position.text}`).toString("base64url");
}

/** Undefined for a token that no page gave. */
export function decodePosition(token: string): ListPosition | undefined {
  const [, kind, text = ""] =
    /^(key|prefix):(.+)$/s.exec(Buffer.from(token, "base64url").toString()) ?? [];
  return kind === "key" || kind === "prefix" ? { kind, text } : undefined;
}
