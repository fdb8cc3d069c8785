import { errors, type JWK } from "jose";
import { toKeySet } from "../../../shared/auth/key-source.ts";
import { awsFailure } from "../aws-failure.ts";

/** The keys of an issuer that its tokens may be signed with, as the authorizer takes them. */
export interface SortedKeys {
  /** How many can be used. */
  readonly good: number;
  /** Why each of the others cannot. */
  readonly faults: readonly string[];
}

/** The algorithm that is taken of each type of key. */
const ALGORITHM: Readonly<Record<string, string>> = { RSA: "RS256", EC: "ES256", OKP: "EdDSA" };
/** RFC 7518, 3.3: a key of this size or larger must be used. */
const LEAST_RSA_BITS = 2_048;

/**
 * Looks each key up as the authorizer does. Keys for another use or algorithm are left out: no token
 * that is taken can name them.
 * @param document a key set (RFC 7517, 5)
 */
export async function sortKeys(document: Readonly<Record<string, unknown>>): Promise<SortedKeys> {
  const { keys } = document;
  if (!Array.isArray(keys)) return { good: 0, faults: [] };
  try {
    toKeySet(document);
  } catch {
    return { good: 0, faults: ["the document as a whole, which is no key set"] };
  }
  const found = await Promise.all(keys.map(examineKey));
  return {
    good: found.filter((one) => one === "good").length,
    faults: found.flatMap((one) => (typeof one === "string" ? [] : (one?.fault ?? []))),
  };
}

type Examined = "good" | { readonly fault: string } | undefined;

async function examineKey(key: JWK): Promise<Examined> {
  const { kid, kty } = key;
  const name = typeof kid === "string" ? `${kty} ${kid}` : `${kty} without kid`;
  try {
    const { lookup } = toKeySet({ keys: [key] });
    const alg = ALGORITHM[String(kty)] ?? "";
    const { algorithm } = await lookup({ alg, ...(typeof kid === "string" && { kid }) });
    const { modulusLength: bits = LEAST_RSA_BITS } = algorithm as { modulusLength?: number };
    return bits < LEAST_RSA_BITS ? { fault: `${name} has only ${bits} bits` } : "good";
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey) return undefined;
    if (error instanceof errors.JOSENotSupported) return undefined;
    if ("d" in key) return { fault: `${name} is a private key, which nobody else may know` };
    return { fault: `${name} is broken (${awsFailure(error, [])})` };
  }
}
