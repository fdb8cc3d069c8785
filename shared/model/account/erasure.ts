import { DAY_MS } from "../expiry.ts";
import { SLUG_KEPT_DAYS } from "../profile/kept-slug.ts";

/** What an erasure removes, each counted once. */
export const ERASED_KINDS = [
  "profiles",
  "photos",
  "entries",
  "uploads",
  "contacts",
  "leads",
  "scans",
  "apiKeys",
  "exports",
  "addresses",
  "viewCounters",
  "requestCounters",
  "others",
] as const;
/** One of {@link ERASED_KINDS}. */
export type ErasedKind = (typeof ERASED_KINDS)[number];

/** How much of each kind has gone; what is not named has not. */
export type ErasedCounts = Readonly<Partial<Record<ErasedKind, number>>>;

/** A person of the user pool that belongs to the service. */
export interface PoolUser {
  readonly poolId: string;
  /** `sub` of the tokens. */
  readonly sub: string;
}

/** Who asked for an erasure. */
export type ErasureRequester = "owner" | "operator";

/** An erasure that has begun, until nothing is left. */
export interface Erasure {
  readonly id: string;
  readonly owner: string;
  /** ISO 8601. */
  readonly requestedAt: string;
  readonly requestedBy: ErasureRequester;
  /** The account's person in the pool, who goes as well; undefined for an account of another issuer. */
  readonly poolUser?: PoolUser | undefined;
  /** Profiles that nobody can read any more, and of which something may be left. */
  readonly profileIds: ReadonlySet<string>;
  /** Archives that nobody can ask for any more, and that may be there. */
  readonly exportIds: ReadonlySet<string>;
  readonly went: ErasedCounts;
  /** The account's own item has gone: whoever has the account may have begun anew. */
  readonly isClosed: boolean;
  /** Known once it is closed. */
  readonly left?: LeftBehind;
}

/** What became of that which is not in the table. */
export interface LeftBehind {
  /** `absent` when there was no such person, or no such pool, any more. */
  readonly poolUserWas: "removed" | "absent" | undefined;
  /** Keys in the gateway that only an operator's command removes: 1 for an account of a paying plan. */
  readonly gatewayKeys: number;
}

/** What an erasure has removed and when: nothing in it says whose. */
export interface ErasureReceipt {
  readonly id: string;
  readonly status: "finished";
  /** ISO 8601; so are the others. */
  readonly requestedAt: string;
  readonly requestedBy: ErasureRequester;
  readonly finishedAt: string;
  readonly went: Readonly<Record<ErasedKind, number>>;
  /** `none` where the account is not one of the service's own pool, `absent` where nobody was there. */
  readonly poolUser: "removed" | "absent" | "none";
  /** Keys left in the gateway, under a digest: `operator gateway-keys` removes them. */
  readonly gatewayKeys: number;
  /** Until when copies can be there that nobody reads in the course of things. */
  readonly until: {
    /** The table's copies of every moment, and former versions of photos. */
    readonly backups: string;
    /** Sealed answers to requests that may be repeated, which nobody can open without the key that came with them. */
    readonly repeatedRequests: string;
    /** Addresses that people knew lead to nobody, and are kept from others. */
    readonly addresses: string;
  };
}

/** Days that the table can be restored to any moment of. */
export const BACKUP_DAYS = 35;

/** Days that a receipt is kept: over a year, so that it can be shown in the next one. */
const RECEIPT_DAYS = 365 + BACKUP_DAYS;

/** The receipt of an erasure that is finished. @param finishedAt ISO 8601 */
export function receiptOf(erasure: Erasure, finishedAt: string): ErasureReceipt {
  const { id, requestedAt, requestedBy, went, poolUser, left } = erasure;
  const after = (days: number) => new Date(Date.parse(finishedAt) + days * DAY_MS).toISOString();
  return {
    id,
    status: "finished",
    requestedAt,
    requestedBy,
    finishedAt,
    went: countsOf(went),
    poolUser: poolUser ? (left?.poolUserWas ?? "removed") : "none",
    gatewayKeys: left?.gatewayKeys ?? 0,
    until: {
      backups: after(BACKUP_DAYS),
      repeatedRequests: after(1),
      addresses: after(SLUG_KEPT_DAYS),
    },
  };
}

/** Every kind, those of which nothing went as 0. */
export function countsOf(went: ErasedCounts): Record<ErasedKind, number> {
  return Object.fromEntries(ERASED_KINDS.map((kind) => [kind, went[kind] ?? 0])) as Record<
    ErasedKind,
    number
  >;
}

/** Milliseconds that a receipt is kept. */
export const RECEIPT_KEPT_MS = RECEIPT_DAYS * DAY_MS;
