import { Problem } from "../problem.ts";

/**
 * Why nothing may be done in an account's name: an operator has suspended it, or it is being erased.
 * An account without a standing is in order.
 */
export type AccountStanding =
  | {
      readonly state: "suspended";
      /** ISO 8601. */
      readonly since: string;
      /** A code such as `abuse`, for operators: a counter tells callers the state alone. */
      readonly reason: string;
    }
  | { readonly state: "erasing"; readonly since: string; readonly erasureId: string };

/** What a request of such an account is answered. */
export function refusalOf(state: AccountStanding["state"]): Problem {
  if (state === "suspended") {
    const detail = "The account is suspended. Whoever runs the service knows why.";
    return new Problem("forbidden", "account_suspended", detail);
  }
  const detail = "The account is being erased. It can begin anew when that is finished.";
  return new Problem("conflict", "account_being_erased", detail);
}

/** Whether something was refused because of the account's standing. */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof Problem)) return false;
  return error.code === "account_suspended" || error.code === "account_being_erased";
}
