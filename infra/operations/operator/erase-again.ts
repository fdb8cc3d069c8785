import { eraseAccount } from "../../../shared/domain/account/erase-account.ts";
import { Problem } from "../../../shared/model/problem.ts";

/**
 * Erases an account that was erased before. Its person in the service's own pool went with the first
 * time.
 * @returns false when that is under way
 */
export async function eraseAgain(owner: string): Promise<boolean> {
  try {
    await eraseAccount(owner, { requestedBy: "operator", poolUser: undefined });
    return true;
  } catch (error) {
    if (error instanceof Problem && error.kind === "conflict") return false;
    throw error;
  }
}
