import * as z from "zod";
import { NamespaceSchema } from "./jwt-issuers.ts";
import { email, parseFlag, splitAtCommas } from "./setting-values.ts";

/** What Cognito takes as an address to return to: https, and plain http on this machine only. */
const isReturnAddress = (value: unknown) => {
  if (typeof value !== "string" || !URL.canParse(value) || value.includes("#")) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === "https:" || (protocol === "http:" && hostname === "localhost");
};

const ADDRESSES = "must be https:// or http://localhost addresses, separated by commas";

const returnAddresses = z.preprocess(
  splitAtCommas,
  z
    .array(z.custom<string>(isReturnAddress, { error: ADDRESSES }), { error: ADDRESSES })
    .min(1, { error: ADDRESSES })
    .max(100, { error: "must be at most 100 addresses" }),
);

/** Settings of the user pool that the stateful stack can make; docs/user-pool.md tells of them. */
export const userPoolSettings = {
  /**
   * `true`: the pool is made, and its tokens are accepted. `retire`: it stays with its accounts, but
   * its tokens are no longer accepted; the step before the setting is taken away.
   */
  userPool: z
    .preprocess(
      parseFlag,
      z.union([z.boolean(), z.literal("retire")], { error: "must be true, retire or false" }),
    )
    .default(false),
  /** Whether the pool's `sub` names the same accounts as that of the other issuers. */
  userPoolAccounts: NamespaceSchema.optional(),
  /** Whether people may register themselves; otherwise an operator invites them. */
  userPoolSelfSignUp: z
    .preprocess(parseFlag, z.boolean({ error: "must be true or false" }))
    .optional(),
  /** Where the sign-in page may send a browser back to, with the code. */
  userPoolCallbackUrls: returnAddresses.optional(),
  /** Where it may send a browser after signing out. */
  userPoolLogoutUrls: returnAddresses.optional(),
  /** From whom its e-mails come, in a domain that Amazon SES knows; Cognito's own sender otherwise. */
  userPoolSender: email.optional(),
};

/** Each of them says something about a pool that must be there. */
export const USER_POOL_COMPANIONS = [
  ["userPool", "userPoolAccounts"],
  ["userPool", "userPoolSelfSignUp"],
  ["userPool", "userPoolCallbackUrls"],
  ["userPool", "userPoolLogoutUrls"],
  ["userPool", "userPoolSender"],
] as const;

/** What to write after `-c <name>=` when showing how a setting is given. */
export const USER_POOL_EXAMPLES = {
  userPool: "true",
  userPoolAccounts: "own",
  userPoolSelfSignUp: "true",
  userPoolCallbackUrls: "https://app.example/callback",
  userPoolLogoutUrls: "https://app.example/",
  userPoolSender: "no-reply@example.com",
};
