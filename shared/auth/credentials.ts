import { headerValues } from "../headers.ts";
import { API_KEY_PREFIX } from "../model/api-key/key-prefix.ts";

/** What a request brought to say who it acts for: a JWT, API keys, or both. Never nothing. */
export interface Credentials {
  readonly jwt: string | undefined;
  /** Those of both headers; the same key in both counts once. */
  readonly apiKeys: readonly string[];
}

/** The caller's credential is wrong. Never says more than that. */
export class InvalidCredential extends Error {
  override readonly name: string = "InvalidCredential";
}

/** The caller brought no credential of a kind that we take (RFC 6750, 3.1: no error code then). */
export class NoCredential extends InvalidCredential {
  override readonly name = "NoCredential";
}

type Headers = Readonly<Record<string, readonly string[] | undefined>> | null | undefined;

/**
 * Takes the credentials from the headers, whatever the case of their names.
 * @throws NoCredential when there is none, or one of another scheme
 * @throws InvalidCredential when a header comes twice or is not of the expected form
 */
export function readCredentials(headers: Headers): Credentials {
  const authorization = single(headerValues(headers, "authorization"));
  const apiKey = single(headerValues(headers, "x-api-key"));
  const bearer = authorization === undefined ? undefined : bearerToken(authorization);
  // No JWT begins like that: its header would not be JSON.
  const isKey = bearer?.startsWith(API_KEY_PREFIX);
  const keys = [isKey ? bearer : undefined, apiKey].filter((key) => key !== undefined);
  if (bearer === undefined && keys.length === 0) throw new NoCredential("No credential.");
  return { jwt: isKey ? undefined : bearer, apiKeys: [...new Set(keys)] };
}

function single(values: readonly string[]): string | undefined {
  if (values.length > 1) throw new InvalidCredential("A credential header came twice.");
  return values[0];
}

/** RFC 6750, 2.1; the scheme in any case. */
function bearerToken(authorization: string): string {
  const token = /^Bearer +([A-Za-z0-9._~+/=-]+)$/i.exec(authorization)?.[1];
  if (token !== undefined) return token;
  if (/^Bearer(?: |$)/i.test(authorization)) throw new InvalidCredential("Not a bearer token.");
  throw new NoCredential("Not the scheme Bearer.");
}
