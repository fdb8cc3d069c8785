import { headerValues } from "../http/headers.ts";

/** What a request brought to say who it acts for. */
export interface Credentials {
  readonly bearer: string | undefined;
  readonly apiKey: string | undefined;
}

/** The caller's credential is missing or wrong. Never says more than that. */
export class InvalidCredential extends Error {
  override readonly name = "InvalidCredential";
}

type Headers = Readonly<Record<string, readonly string[] | undefined>> | null | undefined;

/**
 * Takes the credentials from the headers, whatever the case of their names.
 * @throws InvalidCredential when a header comes twice or is not of the expected form
 */
export function readCredentials(headers: Headers): Credentials {
  const authorization = single(headerValues(headers, "authorization"));
  const apiKey = single(headerValues(headers, "x-api-key"));
  return { bearer: authorization === undefined ? undefined : bearerToken(authorization), apiKey };
}

function single(values: readonly string[]): string | undefined {
  if (values.length > 1) throw new InvalidCredential("A credential header came twice.");
  return values[0];
}

/** RFC 6750, 2.1; the scheme in any case. */
function bearerToken(authorization: string): string {
  const token = /^Bearer +([A-Za-z0-9._~+/=-]+)$/i.exec(authorization)?.[1];
  if (token === undefined) throw new InvalidCredential("Not a bearer token.");
  return token;
}
