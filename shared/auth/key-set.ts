import { createRemoteJWKSet, type JWTVerifyGetKey } from "jose";

const TIMEOUT_MS = 2_000;

/**
 * The issuer's signing keys, fetched when first needed and kept by the module that holds this.
 * Without an address it is discovered once (OpenID Connect Discovery 1.0, section 4).
 * @returns a key lookup that throws when the keys cannot be had
 */
export function issuerKeys(issuer: string, jwksUri: string | undefined): JWTVerifyGetKey {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  return async (header, token) => {
    keys ??= resolveKeys(issuer, jwksUri);
    try {
      return await (await keys)(header, token);
    } catch (error) {
      if (error instanceof DiscoveryError) keys = undefined;
      throw error;
    }
  };
}

class DiscoveryError extends Error {
  override readonly name = "DiscoveryError";
}

async function resolveKeys(issuer: string, jwksUri: string | undefined): Promise<JWTVerifyGetKey> {
  return createRemoteJWKSet(new URL(jwksUri ?? (await discover(issuer))), {
    timeoutDuration: TIMEOUT_MS,
    cooldownDuration: 30_000,
    cacheMaxAge: 600_000,
  });
}

async function discover(issuer: string): Promise<string> {
  const address = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    const document = (await answer.json()) as { issuer?: unknown; jwks_uri?: unknown };
    if (answer.ok && document.issuer === issuer && typeof document.jwks_uri === "string") {
      return document.jwks_uri;
    }
    throw new DiscoveryError("The issuer's configuration is not of the expected form.");
  } catch (error) {
    throw new DiscoveryError("The issuer's configuration could not be read.", { cause: error });
  }
}
