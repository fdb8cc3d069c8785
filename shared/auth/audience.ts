/** Claims that tell whom a token without `aud` was made for. */
interface ClientClaims {
  readonly client_id?: unknown;
  readonly azp?: unknown;
  readonly token_use?: unknown;
}

/**
 * True for a token without `aud` that was issued to one of the audiences, by `client_id` or `azp`:
 * so it is with access tokens of Amazon Cognito, Clerk and WorkOS. Where there are both, both must be
 * ours: each names a party that may use the token, and one of them alone may be anybody's. Cognito
 * tells kinds of tokens apart by `token_use`: only `access` is made for calling.
 */
export function isIssuedTo(claims: ClientClaims, audiences: readonly string[]): boolean {
  const { client_id: client, azp: party, token_use: use } = claims;
  const named = [client, party].filter((name) => name !== undefined);
  const isOurs = (name: unknown) => typeof name === "string" && audiences.includes(name);
  return named.length > 0 && named.every(isOurs) && (use === undefined || use === "access");
}
