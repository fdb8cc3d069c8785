import { type Credentials, InvalidCredential } from "./credentials.ts";
import type { Principal } from "./principal.ts";

/** A principal, and the gateway key that its requests are metered under. */
export interface Authenticated {
  readonly principal: Principal;
  readonly usageKey: string;
  /** Of an API key: the id that its owner knows it by. */
  readonly apiKeyId?: string;
}

/** What tells who is behind a credential. @throws InvalidCredential */
export interface Verifiers {
  jwt(token: string): Promise<Authenticated>;
  apiKey(key: string): Promise<Authenticated>;
}

/**
 * Tells who a request acts for. Where it brings several credentials, all must be good and name the
 * same account; with a JWT among them it counts as one with a JWT.
 * @throws InvalidCredential
 */
export async function authenticate(
  { jwt, apiKeys }: Credentials,
  verifiers: Verifiers,
): Promise<Authenticated> {
  const found = await Promise.all([
    ...(jwt === undefined ? [] : [verifiers.jwt(jwt)]),
    ...apiKeys.map((key) => verifiers.apiKey(key)),
  ]);
  const [first] = found;
  if (!first || found.some(({ principal }) => principal.account !== first.principal.account)) {
    throw new InvalidCredential("No credential, or two of different accounts.");
  }
  return first;
}
