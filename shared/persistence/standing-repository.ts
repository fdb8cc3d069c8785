import type { AccountStanding } from "../model/account/account-standing.ts";
import { accountKey } from "./keys.ts";
import { closeSteps, reopenSteps, standingOf } from "./standing-steps.ts";
import { getItem } from "./table.ts";
import { type Failures, type Step, transact } from "./transaction.ts";

type AuditedFailures = Failures<"account" | "counter" | "audit">;

/** Undefined for an account that is in order. 1 consistent read. */
export async function findStanding(owner: string): Promise<AccountStanding | undefined> {
  return standingOf(await getItem(accountKey(owner)));
}

/** 1 transaction of 32. Fails as {@link closeSteps} says. */
export function closeAccount(
  owner: string,
  standing: AccountStanding,
  audit: Step<"audit">,
): Promise<AuditedFailures> {
  return transact<"account" | "counter" | "audit">([...closeSteps(owner, standing), audit]);
}

/** 1 transaction of 32 to 62. Fails as {@link reopenSteps} says. @param now ISO 8601 */
export function reopenAccount(
  owner: string,
  was: AccountStanding,
  audit: Step<"audit">,
  now: string,
): Promise<AuditedFailures> {
  return transact<"account" | "counter" | "audit">([...reopenSteps(owner, was, now), audit]);
}
