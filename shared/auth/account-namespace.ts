/**
 * Whose accounts an issuer speaks for. `shared`: `sub` is the account, together with all other
 * issuers that share. `own`: its accounts carry a prefix that no other issuer can speak for.
 */
export type AccountNamespace = "shared" | "own";

const OWN_ACCOUNT = /^iss:[0-9a-f]{16}:/;

/** What the accounts of an issuer of its own begin with: `iss:<16 hex of SHA-256(issuer)>:`. */
export function ownPrefix(issuer: string): string {
  // Asked for once a cold start, by few deployments: the others need not load it.
  const { createHash } = process.getBuiltinModule("node:crypto");
  return `iss:${createHash("sha256").update(issuer).digest("hex").slice(0, 16)}:`;
}

/** True for an account that belongs to an issuer of its own. */
export function isOwnAccount(account: string): boolean {
  return OWN_ACCOUNT.test(account);
}
