import { createLocalJWKSet } from "jose";
import { fetchDocument } from "./fetch-document.ts";

/** Finds a key of a set. */
export type KeyLookup = ReturnType<typeof createLocalJWKSet>;

/** An issuer's signing keys as last read. */
export interface KeySet {
  readonly lookup: KeyLookup;
  /** The document, of at most 256 KB as it came (RFC 7517, 5). */
  readonly document: KeySetDocument;
}

/** Reads the keys each time it is called; throws when they cannot be had. */
export type KeySource = () => Promise<KeySet>;

/** @throws JWKSInvalid when it is no key set */
export function toKeySet(document: unknown): KeySet {
  const lookup = createLocalJWKSet(document as KeySetDocument);
  return { lookup, document: document as KeySetDocument };
}

/**
 * Where an issuer's keys come from: the address given, or the one its configuration names (OpenID
 * Connect Discovery 1.0, section 4). That is looked up once, and again when the keys are not there
 * any more.
 */
export function keySource(issuer: string, jwksUri: string | undefined): KeySource {
  let address = jwksUri;
  return async () => {
    address ??= await discover(issuer);
    try {
      return toKeySet(await fetchDocument(address));
    } catch (error) {
      address = jwksUri;
      throw error;
    }
  };
}

/** `createLocalJWKSet` checks that it is one. */
type KeySetDocument = Parameters<typeof createLocalJWKSet>[0];

/** Where an issuer's configuration is (OpenID Connect Discovery 1.0, section 4). */
export function discoveryAddress(issuer: string): string {
  return `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
}

async function discover(issuer: string): Promise<string> {
  const address = discoveryAddress(issuer);
  const document = (await fetchDocument(address)) as {
    readonly issuer?: unknown;
    readonly jwks_uri?: unknown;
  } | null;
  if (document?.issuer !== issuer) throw new Error("a configuration of another issuer");
  const { jwks_uri: keys } = document;
  // An issuer on https cannot send us to the loopback of the machine we run on.
  if (typeof keys !== "string" || protocolOf(keys) !== protocolOf(address)) {
    throw new Error("a configuration without an address of keys");
  }
  return keys;
}

function protocolOf(address: string): string | undefined {
  return URL.parse(address)?.protocol;
}
