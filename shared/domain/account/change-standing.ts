import { type AccountStanding, refusalOf } from "../../model/account/account-standing.ts";
import {
  closeAccount,
  findStanding,
  reopenAccount,
} from "../../persistence/standing-repository.ts";
import type { Failures, Step } from "../../persistence/transaction.ts";
import { unlessOutrun, untilCommitted } from "../until-committed.ts";

/** An account as a command has left it. */
export interface StandingOutcome {
  readonly standing: AccountStanding | undefined;
  /** False when it was so before: then nothing was written. */
  readonly changed: boolean;
}

/**
 * Suspends an account: the next request of any of its credentials is refused. 1 read, 1 transaction.
 * @param reason a code, for operators
 * @param audit is written with it, or not at all
 * @throws Problem `conflict` for an account that is being erased, or whose counters are written so much
 * that the transaction does not get in
 */
export function suspendAccount(
  owner: string,
  reason: string,
  audit: Step<"audit">,
): Promise<StandingOutcome> {
  return untilCommitted(async () => {
    const found = await findStanding(owner);
    if (found?.state === "erasing") throw refusalOf(found.state);
    if (found) return { standing: found, changed: false };
    const standing = { state: "suspended", since: new Date().toISOString(), reason } as const;
    const isClosed = await committed(() => closeAccount(owner, standing, audit));
    return isClosed ? { standing, changed: true } : undefined;
  });
}

/** Ends that: the next request is served again. Costs and errors as above. */
export function resumeAccount(owner: string, audit: Step<"audit">): Promise<StandingOutcome> {
  return untilCommitted(async () => {
    const found = await findStanding(owner);
    if (!found) return { standing: undefined, changed: false };
    if (found.state === "erasing") throw refusalOf(found.state);
    const now = new Date().toISOString();
    const isOpen = await committed(() => reopenAccount(owner, found, audit, now));
    return isOpen ? { standing: undefined, changed: true } : undefined;
  });
}

/** Requests of the account write the same counters: the transaction waits for a gap between them. */
async function committed(write: () => Promise<Failures<string>>): Promise<boolean> {
  return (await unlessOutrun(write))?.size === 0;
}
