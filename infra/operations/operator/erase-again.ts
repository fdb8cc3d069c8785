import { OperatorError } from "../../operator-error.ts";

/** Erases an account that was erased before. */
export async function eraseAgain(owner: string): Promise<boolean> {
  throw new OperatorError(`Erase the account ${owner} by hand.`);
}
