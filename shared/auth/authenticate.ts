import type { JWTVerifyGetKey } from "jose";
import { type Credentials, InvalidCredential } from "./credentials.ts";
import { type JwtRules, verifyJwt } from "./jwt.ts";
import type { Principal } from "./principal.ts";

/** What credentials are held against. */
export interface Trust {
  readonly keys: JWTVerifyGetKey;
  readonly rules: JwtRules;
}

/**
 * Tells who a request acts for. Where it brings several credentials, all must be good and name the
 * same account.
 * @throws InvalidCredential
 */
export async function authenticate(credentials: Credentials, trust: Trust): Promise<Principal> {
  const { bearer, apiKey } = credentials;
  const principals = [
    ...(bearer === undefined ? [] : [await verifyJwt(bearer, trust.keys, trust.rules)]),
    ...(apiKey === undefined ? [] : [verifyApiKey()]),
  ];
  const [principal] = principals;
  if (!principal || principals.some(({ account }) => account !== principal.account)) {
    throw new InvalidCredential("No credential, or two of different accounts.");
  }
  return principal;
}

/** No API key has been issued yet, so that none can be good. */
function verifyApiKey(): Principal {
  throw new InvalidCredential("Unknown API key.");
}
