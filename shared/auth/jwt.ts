import { errors, type JWTVerifyOptions, jwtVerify } from "jose";
import { isOwnAccount } from "./account-namespace.ts";
import { isIssuedTo } from "./audience.ts";
import { InvalidCredential } from "./credentials.ts";
import type { Principal } from "./principal.ts";
import type { JwtTrust, TrustedIssuer } from "./trusted-issuers.ts";
import { readUnverified } from "./unverified-token.ts";

const ALGORITHMS = ["RS256", "ES256", "EdDSA"];
const TYPES = ["jwt", "at+jwt"];
const TOLERANCE_SECONDS = 30;
const LONGEST_SUBJECT = 255;

/**
 * Verifies a JWT and tells whose it is. Everything jose leaves open is pinned here.
 * @throws InvalidCredential for a token that is not good; anything else is a fault of ours
 */
export async function verifyJwt(token: string, trust: JwtTrust): Promise<Principal> {
  const { header, claims } = readUnverified(token);
  assertHeader(header);
  const { iss: issuer } = claims;
  const trusted = typeof issuer === "string" ? trust.issuers.get(issuer) : undefined;
  if (typeof issuer !== "string" || !trusted) {
    throw new InvalidCredential("The JWT is of an issuer that is not trusted.");
  }
  try {
    const { payload } = await jwtVerify(token, trusted.keys, {
      algorithms: ALGORITHMS,
      issuer,
      ...audienceOf(claims, trusted),
      requiredClaims: ["sub", "exp", "iat"],
      clockTolerance: TOLERANCE_SECONDS,
      maxTokenAge: trust.maxAgeSeconds,
      currentDate: new Date(trust.now()),
    });
    return { account: accountOf(payload.sub, trusted), credential: "jwt", plan: "session" };
  } catch (error) {
    // A TypeError is of a key that jose does not take, such as RSA of 1,024 bits.
    if (error instanceof errors.JOSEError || error instanceof TypeError) {
      throw new InvalidCredential("The JWT is not valid.", { cause: error });
    }
    throw error;
  }
}

/** No extension is understood (RFC 7515, 4.1.11), and no other kind of JWT is taken for a login. */
function assertHeader({ alg, typ, crit }: Readonly<Record<string, unknown>>): void {
  const sound =
    typeof alg === "string" && ALGORITHMS.includes(alg) && isLogin(typ) && crit === undefined;
  if (!sound) throw new InvalidCredential("The JWT is of another kind.");
}

/** A media type: its case does not matter, nor does `application/` (RFC 7515, 4.1.9). */
function isLogin(typ: unknown): boolean {
  if (typ === undefined) return true;
  return typeof typ === "string" && TYPES.includes(typ.toLowerCase().replace(/^application\//, ""));
}

/**
 * How jose is to check `aud`. Only a token that has none at all is judged by its client: it is the
 * rule of AWS's own JWT authorizers.
 */
function audienceOf(
  claims: Readonly<Record<string, unknown>>,
  { audiences }: TrustedIssuer,
): Pick<JWTVerifyOptions, "audience"> {
  if (Object.hasOwn(claims, "aud")) return { audience: [...audiences] };
  if (isIssuedTo(claims, audiences)) return {};
  throw new InvalidCredential("The JWT is for another client.");
}

function accountOf(subject: unknown, { accountPrefix }: TrustedIssuer): string {
  const sound =
    typeof subject === "string" &&
    subject.length > 0 &&
    subject.length <= LONGEST_SUBJECT &&
    !/\p{Cc}/u.test(subject) &&
    subject.isWellFormed();
  if (!sound) throw new InvalidCredential("The JWT names no account.");
  if (accountPrefix === "" && isOwnAccount(subject)) {
    throw new InvalidCredential("The JWT names an account of another issuer.");
  }
  return `${accountPrefix}${subject}`;
}
