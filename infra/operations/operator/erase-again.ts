import { eraseAccount } from "../../../shared/domain/account/erase-account.ts";
import { Problem } from "../../../shared/model/problem.ts";
import { findErasure, findReceipt } from "../../../shared/persistence/erasure-repository.ts";

/**
 * Erases an account that was erased before, under the same id. So it happens once: whoever has begun
 * anew since is left alone. Its person in the service's own pool went with the first time. 2 reads, and
 * what an erasure costs.
 * @returns false when that erasure is on record or over, or another is under way
 */
export async function eraseAgain(owner: string, id: string): Promise<boolean> {
  // In this order: a record gives way to its receipt.
  if ((await findErasure(id)) || (await findReceipt(id))) return false;
  try {
    await eraseAccount(owner, { requestedBy: "operator", poolUser: undefined, id });
    return true;
  } catch (error) {
    if (error instanceof Problem && error.kind === "conflict") return false;
    throw error;
  }
}
