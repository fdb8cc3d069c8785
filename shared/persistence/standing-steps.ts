import { type AccountStanding, refusalOf } from "../model/account/account-standing.ts";
import { REQUEST_COUNTERS, usageExpiry } from "../model/account/request-counter.ts";
import { daysBefore, utcDay } from "../model/utc-day.ts";
import { accountKey, usageKey } from "./keys.ts";
import { SCHEMA_VERSION } from "./schema-version.ts";
import type { Item } from "./table.ts";
import type { Step } from "./transaction.ts";

/** The condition, on an account's item, of everything that puts something new under the account. */
export const IS_OPEN = "attribute_not_exists(standing)";

/** The same of what may be done with an account that is suspended, but not with one being erased. */
export const IS_NOT_BEING_ERASED = "attribute_not_exists(standing.erasureId)";

/** A write of a transaction that closes or opens an account. */
export type StandingStep = Step<"account" | "counter">;

/** What an account's item says, such as one that a failed condition has brought. */
export function standingOf(account: Item | undefined): AccountStanding | undefined {
  return account?.standing as AccountStanding | undefined;
}

/**
 * For a transaction whose condition on the account did not hold.
 * @throws Problem `forbidden` `account_suspended`, `conflict` `account_being_erased` where that is why
 */
export function requireOpen(account: Item | undefined): void {
  const standing = standingOf(account);
  if (standing) throw refusalOf(standing.state);
}

/** Holds while the account is in order, whether or not it has an item. */
export function checkOpen(owner: string): Step<"account"> {
  const check = { Key: accountKey(owner), ConditionExpression: IS_OPEN };
  return { label: "account", write: { ConditionCheck: check } };
}

/**
 * Closes an account, also one that has no item: the standing, and on each counter that its requests
 * may go to that they are refused. In one transaction, so that there is no half of it. Counters of
 * other days are begun only after the standing was read. 31 writes.
 *
 * Fails on `account` where it has a standing already; but erasing may take the place of a suspension.
 */
export function closeSteps(owner: string, standing: AccountStanding): StandingStep[] {
  const isErasing = standing.state === "erasing";
  return [
    {
      label: "account",
      write: {
        Update: {
          Key: accountKey(owner),
          UpdateExpression: "SET standing = :standing, schemaVersion = :schema",
          ConditionExpression: isErasing ? `${IS_OPEN} OR standing.#state = :suspended` : IS_OPEN,
          ...(isErasing && { ExpressionAttributeNames: { "#state": "state" } }),
          ExpressionAttributeValues: {
            ":standing": standing,
            ":schema": SCHEMA_VERSION,
            ...(isErasing && { ":suspended": "suspended" }),
          },
        },
      },
    },
    ...counterSteps(owner, daysAround(standing.since), (day) => ({
      UpdateExpression: "SET refused = :state, expiresAt = :expiresAt, schemaVersion = :schema",
      ExpressionAttributeValues: {
        ":state": standing.state,
        ":expiresAt": usageExpiry(day),
        ":schema": SCHEMA_VERSION,
      },
    })),
  ];
}

/**
 * Opens an account that was suspended: 31 to 61 writes. Fails on `account` where it does not have the
 * standing that was read. @param now ISO 8601
 */
export function reopenSteps(owner: string, was: AccountStanding, now: string): StandingStep[] {
  const days = new Set([...daysAround(was.since), ...daysAround(now)]);
  return [
    {
      label: "account",
      write: {
        Update: {
          Key: accountKey(owner),
          UpdateExpression: "REMOVE standing",
          ConditionExpression: "standing.#state = :suspended AND standing.since = :since",
          ExpressionAttributeNames: { "#state": "state" },
          ExpressionAttributeValues: { ":suspended": "suspended", ":since": was.since },
        },
      },
    },
    // One that is not there would be made, with no requests: begun as any other by the next one.
    ...counterSteps(owner, [...days], (day) => ({
      UpdateExpression: "REMOVE refused SET expiresAt = :expiresAt, schemaVersion = :schema",
      ExpressionAttributeValues: { ":expiresAt": usageExpiry(day), ":schema": SCHEMA_VERSION },
    })),
  ];
}

/**
 * The UTC days that the clock of a function may say: they and the operator's need not agree, nor a
 * request end on the day it began.
 */
function daysAround(time: string): readonly string[] {
  return [1, 0, -1].map((days) => daysBefore(utcDay(time), days));
}

type CounterUpdate = Pick<
  NonNullable<Step<"counter">["write"]["Update"]>,
  "UpdateExpression" | "ExpressionAttributeValues"
>;

function counterSteps(
  owner: string,
  days: readonly string[],
  update: (day: string) => CounterUpdate,
): StandingStep[] {
  return days.flatMap((day) =>
    REQUEST_COUNTERS.map((counter) => ({
      label: "counter" as const,
      write: { Update: { Key: usageKey(owner, day, counter), ...update(day) } },
    })),
  );
}
