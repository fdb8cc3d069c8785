/** Where the entries of the log are in their bucket. */
export const REMOVAL_LOG_PREFIX = "removals/";

/**
 * Something that was removed on purpose, as the log outside of the table tells it. No personal data:
 * ids that no one else has, and the digest of an account.
 */
export type RemovalEntry =
  | { readonly kind: "profile"; readonly profileId: string }
  | {
      readonly kind: "photo";
      readonly profileId: string;
      readonly photoId: string;
      /** Whether another photo took its place. */
      readonly replaced: boolean;
    }
  | {
      readonly kind: "account";
      readonly digest: string;
      readonly erasureId: string;
      /** Of the key that the digest is under; `""` where the entry does not say it. */
      readonly fingerprint: string;
    }
  | { readonly kind: "api_key"; readonly keyId: string };

/** An entry with when it was noted, which is when its removal was finished. */
export interface NotedRemoval {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly entry: RemovalEntry;
}

/** The key of an entry says all of it, so that a list of keys is the log; keys sort by time. */
export function removalKey({ at, entry }: NotedRemoval): string {
  return [timeKey(at), entry.kind, ...partsOf(entry)].join("/");
}

/** Every entry of that time or later sorts after this. */
export function timeKey(at: string): string {
  return `${REMOVAL_LOG_PREFIX}${at.replace("T", "/")}`;
}

/** What a key says; undefined for a key that no entry has. */
export function parseRemovalKey(key: string): NotedRemoval | undefined {
  const [day, time, kind = "", ...parts] = key.slice(REMOVAL_LOG_PREFIX.length).split("/");
  const entry = parseEntry(kind, parts);
  return entry && { at: `${day}T${time}`, entry };
}

/** An erasure's id is made before its transaction: for so long it may be under way, and clocks differ. */
const ERASURE_MARGIN_MS = 25_000;

/**
 * Whether a removal may have begun after a moment. Of an erasure that is nearly known: its id begins
 * with the time, in milliseconds. Whoever repeats it looks whether that id is on record. All others were
 * noted after they had begun, and may be repeated at no harm.
 */
export function isBegunSince({ entry }: NotedRemoval, since: string): boolean {
  if (entry.kind !== "account") return true;
  const milliseconds = Number.parseInt(entry.erasureId.replace("-", "").slice(0, 12), 16);
  return milliseconds >= Date.parse(since) - ERASURE_MARGIN_MS;
}

function partsOf(entry: RemovalEntry): readonly string[] {
  if (entry.kind === "profile") return [entry.profileId];
  if (entry.kind === "account") return [entry.digest, entry.erasureId, entry.fingerprint];
  if (entry.kind === "api_key") return [entry.keyId];
  return [entry.profileId, entry.photoId, entry.replaced ? "replaced" : "removed"];
}

function parseEntry(
  kind: string,
  [first = "", second = "", third = ""]: readonly string[],
): RemovalEntry | undefined {
  if (first === "") return undefined;
  if (kind === "profile") return { kind, profileId: first };
  if (kind === "api_key") return { kind, keyId: first };
  if (second === "") return undefined;
  if (kind === "account") return { kind, digest: first, erasureId: second, fingerprint: third };
  if (kind !== "photo") return undefined;
  return { kind, profileId: first, photoId: second, replaced: third === "replaced" };
}
