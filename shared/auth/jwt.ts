import { errors, type JWTVerifyGetKey, jwtVerify } from "jose";
import { InvalidCredential } from "./credentials.ts";
import type { Principal } from "./principal.ts";

/** What a token must say to be accepted. */
export interface JwtRules {
  readonly issuer: string;
  readonly audience: string;
}

const LONGEST_TOKEN = 8 * 1024;
const LONGEST_SUBJECT = 255;
const COMPACT_JWS = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;

/**
 * Verifies a JWT and tells whose it is. Everything jose leaves open is pinned here.
 * @throws InvalidCredential for a token that is not good; anything else is our own dependency failing
 */
export async function verifyJwt(
  token: string,
  keys: JWTVerifyGetKey,
  rules: JwtRules,
): Promise<Principal> {
  if (token.length > LONGEST_TOKEN || !COMPACT_JWS.test(token) || !isCanonical(token)) {
    throw new InvalidCredential("Not a signed JWT.");
  }
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ["RS256", "ES256", "EdDSA"],
      issuer: rules.issuer,
      audience: rules.audience,
      requiredClaims: ["sub", "exp", "iat"],
      clockTolerance: "30 s",
      maxTokenAge: "24 h",
    });
    return { account: accountOf(payload.sub), credential: "jwt" };
  } catch (error) {
    if (isTokenFault(error)) throw new InvalidCredential("The JWT is not valid.", { cause: error });
    throw error;
  }
}

/** Base64url has several spellings of the same bytes (RFC 4648, 3.5); a token has just one. */
function isCanonical(token: string): boolean {
  return token
    .split(".")
    .every((part) => Buffer.from(part, "base64url").toString("base64url") === part);
}

function accountOf(subject: unknown): string {
  const sound =
    typeof subject === "string" &&
    subject.length > 0 &&
    subject.length <= LONGEST_SUBJECT &&
    !/\p{Cc}/u.test(subject) &&
    subject.isWellFormed();
  if (!sound) throw new InvalidCredential("The JWT names no account.");
  return subject;
}

/** Faults of the token, in contrast to a key set that cannot be had. */
function isTokenFault(error: unknown): boolean {
  return (
    error instanceof errors.JOSEError &&
    !(error instanceof errors.JWKSTimeout) &&
    !(error instanceof errors.JWKSInvalid) &&
    error.code !== "ERR_JOSE_GENERIC"
  );
}
