import type { AccountStanding } from "../model/account/account-standing.ts";
import { accountKey } from "./keys.ts";
import { standingOf } from "./standing-steps.ts";
import { getItem } from "./table.ts";

/** Undefined for an account that is in order. 1 consistent read. */
export async function findStanding(owner: string): Promise<AccountStanding | undefined> {
  return standingOf(await getItem(accountKey(owner)));
}
