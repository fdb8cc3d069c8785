import type {
  ErasedCounts,
  Erasure,
  ErasureReceipt,
  LeftBehind,
} from "../model/account/erasure.ts";
import { DAILY_LIMITS } from "../model/daily-limits.ts";
import type { Slug } from "../model/profile/kept-slug.ts";
import type { ProfileRoot } from "../model/profile/profile.ts";
import { tombstoneOf } from "../model/profile/profile-card.ts";
import { utcDay } from "../model/utc-day.ts";
import { erasureItem, receiptItem } from "./erasure-item.ts";
import { erasureKey, erasuresOfDayKey } from "./erasure-keys.ts";
import { accountKey, apiKeyKey, cardKey, type Key, profileKey } from "./keys.ts";
import { abandonSlug } from "./slug-steps.ts";
import type { Step } from "./transaction.ts";
import { countUpdateAt } from "./usage-steps.ts";

/** What the writes of an erasure are for. */
export type ErasureLabel =
  | "erasure"
  | "allowance"
  | "account"
  | "root"
  | "card"
  | "old-slug"
  | "key"
  | "item"
  | "receipt";
/** A write of an erasure. */
export type ErasureStep = Step<ErasureLabel>;

/** Puts an erasure on record. */
export function beginStep(erasure: Erasure): ErasureStep {
  return { label: "erasure", write: { Put: { Item: erasureItem(erasure), ...IS_NEW } } };
}

const IS_NEW = { ConditionExpression: "attribute_not_exists(pk)" };
const IS_OPEN = "attribute_exists(pk) AND attribute_not_exists(isClosed)";

/**
 * Counts that somebody erases an account of their own, for a day's counters go with it. Not under the
 * account, of which nothing is to be left. @param digest stands for the account
 */
export function allowanceStep(digest: string, requestedAt: string): ErasureStep {
  const day = utcDay(requestedAt);
  const Update = countUpdateAt(erasuresOfDayKey(digest, day), day, DAILY_LIMITS.erasure);
  return { label: "allowance", write: { Update } };
}

/**
 * Makes a profile of the account gone for every reader. What is left of it is put on the erasure's
 * record, not on one of its own. @param slug what is stored of its slug
 */
export function eraseProfileSteps(profile: ProfileRoot, slug: Slug, now: string): ErasureStep[] {
  const Item = { ...cardKey(profile.id), ...tombstoneOf(profile, now) };
  return [
    {
      label: "root",
      write: {
        Delete: {
          Key: profileKey(profile.owner, profile.id),
          ConditionExpression: "#version = :version",
          ExpressionAttributeNames: { "#version": "version" },
          ExpressionAttributeValues: { ":version": profile.version },
        },
      },
    },
    { label: "card", write: { Put: { Item } } },
    abandonSlug(profile, now, slug) as ErasureStep,
  ];
}

/** Revokes all keys that an account had when it was read. Fails on `account` when it has others. */
export function eraseKeysSteps(owner: string, keyIds: readonly string[]): ErasureStep[] {
  return [
    {
      label: "account",
      write: {
        Update: {
          Key: accountKey(owner),
          UpdateExpression: "REMOVE apiKeyIds",
          ConditionExpression: "apiKeyIds = :ids",
          ExpressionAttributeValues: { ":ids": new Set(keyIds) },
        },
      },
    },
    ...keyIds.map((id): ErasureStep => {
      const condition = "attribute_not_exists(pk) OR #owner = :owner";
      return {
        label: "key",
        write: {
          Delete: {
            Key: apiKeyKey(id),
            ConditionExpression: condition,
            ExpressionAttributeNames: { "#owner": "owner" },
            ExpressionAttributeValues: { ":owner": owner },
          },
        },
      };
    }),
  ];
}

/** Takes items away. Fails on `item` when one has gone meanwhile: each is counted once. */
export function eraseItemsSteps(keys: readonly Key[]): ErasureStep[] {
  return keys.map(({ pk, sk }) => ({
    label: "item",
    write: { Delete: { Key: { pk, sk }, ConditionExpression: "attribute_exists(pk)" } },
  }));
}

/**
 * Takes the account's own item away, and notes that it has gone: from then on nothing else of the
 * account may be touched, for it may be somebody's who has begun anew.
 */
export function closeAccountSteps({ id, owner }: Erasure, left: LeftBehind): ErasureStep[] {
  const { poolUserWas, gatewayKeys } = left;
  return [
    {
      label: "account",
      write: {
        Delete: {
          Key: accountKey(owner),
          ConditionExpression: "standing.erasureId = :id",
          ExpressionAttributeValues: { ":id": id },
        },
      },
    },
    {
      label: "erasure",
      write: {
        Update: {
          Key: erasureKey(id),
          UpdateExpression: `SET isClosed = :true, gatewayKeys = :keys${poolUserWas ? ", poolUserWas = :was" : ""}`,
          ConditionExpression: IS_OPEN,
          ExpressionAttributeValues: {
            ":true": true,
            ":keys": gatewayKeys,
            ...(poolUserWas && { ":was": poolUserWas }),
          },
        },
      },
    },
  ];
}

/** The record goes, and with it whose account it was; the receipt stays. */
export function settleSteps(receipt: ErasureReceipt): ErasureStep[] {
  return [
    {
      label: "erasure",
      write: {
        Delete: { Key: erasureKey(receipt.id), ConditionExpression: "attribute_exists(pk)" },
      },
    },
    { label: "receipt", write: { Put: { Item: receiptItem(receipt) } } },
  ];
}

/** What is to be looked after once more, by id. */
export interface NotedIds {
  readonly profileIds?: readonly string[];
  readonly exportIds?: readonly string[];
}

/**
 * Notes on the erasure's record what goes in the same transaction, so that it is counted once whatever
 * is cut off. Fails on `erasure` when it has ended, and before the counters also when the account has
 * been closed: a run that is late does no harm.
 */
export function countStep(
  { id, isClosed }: Erasure,
  went: ErasedCounts,
  { profileIds = [], exportIds = [] }: NotedIds = {},
): ErasureStep {
  const kinds = Object.entries(went).map(([kind, count], at) => ({ kind, count, at }));
  const sums = kinds.map(({ at }) => `went.#k${at} = if_not_exists(went.#k${at}, :none) + :n${at}`);
  const ids = Object.entries({ profileIds, exportIds }).filter(([, some]) => some.length > 0);
  const added = ids.map(([name]) => `${name} :${name}`).join(", ");
  return {
    label: "erasure",
    write: {
      Update: {
        Key: erasureKey(id),
        UpdateExpression: `SET ${["#since = #since", ...sums].join(", ")}${added && ` ADD ${added}`}`,
        ConditionExpression: isClosed ? "attribute_exists(pk)" : IS_OPEN,
        ExpressionAttributeNames: {
          "#since": "since",
          ...Object.fromEntries(kinds.map(({ kind, at }) => [`#k${at}`, kind])),
        },
        ...(sums.length + ids.length > 0 && {
          ExpressionAttributeValues: {
            ...(sums.length > 0 && { ":none": 0 }),
            ...Object.fromEntries(kinds.map(({ count, at }) => [`:n${at}`, count])),
            ...Object.fromEntries(ids.map(([name, some]) => [`:${name}`, new Set(some)])),
          },
        }),
      },
    },
  };
}
