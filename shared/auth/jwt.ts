import { errors, jwtVerify } from "jose";
import { InvalidCredential } from "./credentials.ts";
import type { Principal } from "./principal.ts";
import type { JwtTrust } from "./trusted-issuers.ts";
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
      audience: trusted.audience,
      requiredClaims: ["sub", "exp", "iat"],
      clockTolerance: TOLERANCE_SECONDS,
      maxTokenAge: trust.maxAgeSeconds,
      currentDate: new Date(trust.now()),
    });
    return { account: accountOf(payload.sub), credential: "jwt", plan: "session" };
  } catch (error) {
    if (error instanceof errors.JOSEError) {
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
