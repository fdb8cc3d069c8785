/** What an operator can do about a person of the user pool. */
export const USER_VERBS = ["add", "resend", "disable", "enable"] as const;

/** One of {@link USER_VERBS}. */
export type UserVerb = (typeof USER_VERBS)[number];

/** What to do, and about whom. */
export interface UserOrder {
  readonly action: UserVerb;
  readonly email: string;
}

/**
 * Reads what follows `user` on the command line.
 * @returns undefined when it is no such order
 */
export function parseUserOrder([action, email, ...more]: readonly (string | undefined)[]):
  | UserOrder
  | undefined {
  const known = USER_VERBS.find((verb) => verb === action);
  return known && email && more.length === 0 ? { action: known, email } : undefined;
}
