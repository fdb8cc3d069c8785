import { v7 as uuid } from "uuid";
import { accountDigest } from "../../account-digest.ts";
import { refusalOf } from "../../model/account/account-standing.ts";
import type { Erasure, ErasureRequester, PoolUser } from "../../model/account/erasure.ts";
import { Problem } from "../../model/problem.ts";
import { endOfDay, utcDay } from "../../model/utc-day.ts";
import { ErasureOver } from "../../persistence/erasure-repository.ts";
import { allowanceStep, beginStep } from "../../persistence/erasure-steps.ts";
import { closeSteps } from "../../persistence/standing-steps.ts";
import { type Step, transact } from "../../persistence/transaction.ts";
import { unlessOutrun, untilCommitted } from "../until-committed.ts";
import { hideAccount } from "./hide-account.ts";

/** Who asks for an erasure, and what goes with it. */
export interface ErasureOrder {
  readonly requestedBy: ErasureRequester;
  /** The account's person in the service's own pool, if it has one. */
  readonly poolUser: PoolUser | undefined;
  /** The id of an erasure that is carried out again; a new one otherwise. */
  readonly id?: string;
  /** Goes into the transaction that begins it. */
  readonly also?: readonly Step<"audit">[];
}

/**
 * Erases an account and everything of it. First it is put on record, and the account is closed, in one
 * transaction; from then on the stream finishes it, whatever dies. When this returns, nothing of the
 * account can be read any more by anybody.
 * @returns the erasure's id, by which its receipt is found
 * @throws Problem `conflict` `account_being_erased`, `limited` `daily_erasure_limit_exceeded`
 */
export async function eraseAccount(owner: string, order: ErasureOrder): Promise<string> {
  const { requestedBy, poolUser, id = uuid() } = order;
  const requestedAt = new Date().toISOString();
  const facts = { owner, requestedAt, requestedBy, poolUser };
  const erasure = {
    ...facts,
    id,
    profileIds: new Set<string>(),
    exportIds: new Set<string>(),
    went: {},
    isClosed: false,
  };
  await begin(erasure, order);
  await continueErasure(erasure);
  return erasure.id;
}

/** Takes an erasure up that has begun. It may have ended meanwhile. */
export async function continueErasure(erasure: Erasure): Promise<void> {
  try {
    await hideAccount(erasure);
  } catch (error) {
    if (!(error instanceof ErasureOver)) throw error;
  }
}

async function begin(erasure: Erasure, { also = [] }: ErasureOrder): Promise<void> {
  const { id, owner, requestedAt, requestedBy } = erasure;
  const standing = { state: "erasing", since: requestedAt, erasureId: id } as const;
  const steps = [
    beginStep(erasure),
    ...closeSteps(owner, standing),
    ...(requestedBy === "owner" ? [allowanceStep(accountDigest(owner), requestedAt)] : []),
    ...also,
  ];
  // Requests of the account write the same counters: the transaction waits for a gap between them.
  const failures = await untilCommitted(() => unlessOutrun(() => transact(steps)));
  if (failures.has("account") || failures.has("erasure")) throw refusalOf("erasing");
  if (failures.has("allowance")) throw tooSoon(requestedAt);
}

function tooSoon(now: string): Problem {
  const retryAt = endOfDay(utcDay(now));
  const detail = "An account can be erased once a day; the next UTC day allows another time.";
  return new Problem("limited", "daily_erasure_limit_exceeded", detail, { retryAt });
}
