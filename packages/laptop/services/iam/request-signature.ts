import { createHmac, createSecretKey, type KeyObject } from "node:crypto";
import { Hash } from "@smithy/core/serde";
import {
  ALGORITHM_IDENTIFIER,
  createScope,
  getCanonicalHeaders,
  getSigningKey,
  SignatureV4Base,
  UNSIGNED_PAYLOAD,
} from "@smithy/signature-v4";
import { ACCOUNT } from "../../template/account.ts";
import type { QueryParameters, RequestHeaders, SignatureClaim } from "./signature-claim.ts";
import { headerText } from "./signature-claim.ts";

/** More than a stack has functions; each day brings new ones. */
const MOST_KEYS = 1_000;

/** What of a request a signature covers. */
export interface RequestParts {
  readonly method: string;
  /** The path as it came over the wire, still percent-encoded, without the query. */
  readonly path: string;
  /** The query as it came over the wire, still percent-encoded, without `?`; `""` for none. */
  readonly query: string;
  /** Lower-case header names, as `IncomingMessage.headers` gives them. */
  readonly headers: RequestHeaders;
  /**
   * SHA-256 of the body in hex, or a token such as `UNSIGNED-PAYLOAD`. A caller that passes the
   * request's own `x-amz-content-sha256` must compare it with the body afterwards. A presigned
   * request never signs its body: this field is not used then.
   */
  readonly payloadHash: string;
  /** Signing name: `s3`, `dynamodb`. */
  readonly service: string;
}

/** The signature, in hex, that the request has if it was signed with the secret as it claims. */
export function signatureOf(
  request: RequestParts,
  query: QueryParameters,
  claim: SignatureClaim,
  secretAccessKey: string,
): Promise<string> {
  const signer = signers.get(request.service) ?? new Signer(request.service);
  signers.set(request.service, signer);
  return signer.signatureOf(request, query, claim, secretAccessKey);
}

/** Node's own: one in JavaScript takes ten times as long, at each call of a function. */
class Sha256 extends Hash {
  constructor(secret?: ConstructorParameters<typeof Hash>[1]) {
    super("sha256", secret);
  }
}

/** Reaches the canonical form and the string to sign of the signing library. */
class Signer extends SignatureV4Base {
  /** Signing keys, by day and secret. */
  readonly #keys = new Map<string, KeyObject>();

  constructor(service: string) {
    super({
      service,
      region: ACCOUNT.region,
      credentials: { accessKeyId: "", secretAccessKey: "" },
      sha256: Sha256,
      // S3 signs the path as sent; every other service escapes it once more.
      uriEscapePath: service !== "s3",
    });
  }

  async signatureOf(
    request: RequestParts,
    query: QueryParameters,
    claim: SignatureClaim,
    secretAccessKey: string,
  ): Promise<string> {
    const { method, path, payloadHash } = request;
    const { accessKeyId, shortDate, longDate, signedHeaders, presigned } = claim;
    const headers = Object.fromEntries(
      signedHeaders.map((name) => [name, headerText(request.headers, name)]),
    );
    const signed = { method, path, query, headers, protocol: "", hostname: "" };
    const canonicalRequest = this.createCanonicalRequest(
      signed,
      getCanonicalHeaders(signed, undefined, new Set(signedHeaders)),
      presigned ? UNSIGNED_PAYLOAD : payloadHash,
    );
    const scope = createScope(shortDate, ACCOUNT.region, this.service);
    const text = await this.createStringToSign(
      longDate,
      scope,
      canonicalRequest,
      ALGORITHM_IDENTIFIER,
    );
    const key = await this.#keyOf(accessKeyId, secretAccessKey, shortDate);
    return createHmac("sha256", key).update(text).digest("hex");
  }

  /** Five digests make it, of what stays the same all day. */
  async #keyOf(
    accessKeyId: string,
    secretAccessKey: string,
    shortDate: string,
  ): Promise<KeyObject> {
    const name = `${shortDate} ${secretAccessKey}`;
    const kept = this.#keys.get(name);
    if (kept !== undefined) return kept;
    const credentials = { accessKeyId, secretAccessKey };
    const { service } = this;
    const bytes = await getSigningKey(Sha256, credentials, shortDate, ACCOUNT.region, service);
    const key = createSecretKey(bytes);
    if (this.#keys.size >= MOST_KEYS) this.#keys.clear();
    this.#keys.set(name, key);
    return key;
  }
}

const signers = new Map<string, Signer>();
