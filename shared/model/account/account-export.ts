import { DAY_MS, wholeSeconds } from "../expiry.ts";

/** Where the archives of accounts lie in the bucket; nothing there is ever served. */
export const EXPORT_PREFIX = "exports/";

/** An archive of everything of an account. */
export interface AccountExport {
  /** UUID v7 of the moment it was asked for. */
  readonly id: string;
  readonly owner: string;
  readonly status: "pending" | "ready" | "failed";
  /** ISO 8601. */
  readonly requestedAt: string;
  /** ISO 8601: until then a ready one is there, and a pending one may still be made. */
  readonly until: string;
  /** Of the archive; once it is ready. */
  readonly bytes?: number;
}

/** How long one may be made, and how long one is kept from when it is ready. */
const KEPT_MS = DAY_MS;

/** How long an address of an archive is good. */
const ADDRESS_MS = 3_600_000;

/** Folder of an archive, so that it is found whatever it is called. */
export function exportFolder(id: string): string {
  return `${EXPORT_PREFIX}${id}/`;
}

/** Key of an archive's object. */
export function exportObjectKey(id: string): string {
  return `${exportFolder(id)}account.zip`;
}

/** One that has just been asked for. @param now milliseconds since 1970 */
export function newExport(owner: string, id: string, now: number): AccountExport {
  const until = new Date(now + KEPT_MS).toISOString();
  return { id, owner, status: "pending", requestedAt: new Date(now).toISOString(), until };
}

/** ISO 8601 until which an archive is kept that is ready at that moment. @param now milliseconds since 1970 */
export function keptUntil(now: number): string {
  return new Date(now + KEPT_MS).toISOString();
}

/** Unix seconds after which the record of an export may go: one that failed is told of for a while. */
export function exportExpiry({ until }: Pick<AccountExport, "until">): number {
  return wholeSeconds(Date.parse(until) + KEPT_MS);
}

/**
 * An export as it reads at a moment: nothing waits for ever, and an archive that has gone is not told of.
 * @param now milliseconds since 1970
 */
export function exportAt(found: AccountExport, now: number): AccountExport | undefined {
  if (now < Date.parse(found.until)) return found;
  return found.status === "ready" ? undefined : { ...found, status: "failed" };
}

/** Milliseconds since 1970 until which an address of it is good that is made now. */
export function addressEnd({ until }: AccountExport, now: number): number {
  return Math.min(now + ADDRESS_MS, Date.parse(until));
}

/** Name of the file that it is saved as. */
export function exportFileName({ requestedAt }: AccountExport): string {
  return `profiles-account-${requestedAt.slice(0, 10)}.zip`;
}
