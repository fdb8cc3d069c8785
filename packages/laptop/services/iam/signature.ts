import { timingSafeEqual } from "node:crypto";
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
import { claimFromHeaders, claimFromQuery, headerText, parseQuery } from "./signature-claim.ts";

/** How far the time of a signature may be from now, either way. */
const MAX_SKEW_MS = 15 * 60 * 1000;

/** A request as it came, and how to find the secret it claims to be signed with. */
export interface SignedRequest {
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
  readonly secretFor: (accessKeyId: string) => string | undefined;
  /** Signing name: `s3`, `dynamodb`. */
  readonly service: string;
  readonly now: Date;
}

/** Why a request cannot be trusted; each service has its own words for it. */
export type SignatureFailureKind =
  | "missing"
  | "malformed"
  | "unknown-key"
  | "mismatch"
  | "clock-skew"
  | "expired"
  | "not-yet-valid"
  | "headers-not-signed";

/** A request that cannot be trusted. */
export interface SignatureFailure {
  readonly failure: SignatureFailureKind;
  /** A sentence without anything secret. */
  readonly message: string;
  /** True when the request tried to sign by query parameters (a presigned URL). */
  readonly presigned: boolean;
}

/** Who signed. What it may do is another question. */
export interface VerifiedSigner {
  readonly accessKeyId: string;
  readonly presigned: boolean;
}

/**
 * Checks the AWS Signature Version 4 of a request, in the `Authorization` header or in the query.
 * Answers who signed, or why the request cannot be trusted; it throws on nothing a caller can send.
 */
export async function verifySignature(
  request: SignedRequest,
): Promise<VerifiedSigner | SignatureFailure> {
  const query = parseQuery(request.query);
  if (query === undefined) return failed("malformed", "The query is not valid UTF-8.", false);
  const presigned =
    query["X-Amz-Algorithm"] !== undefined || query["X-Amz-Signature"] !== undefined;
  const inHeader = request.headers.authorization !== undefined;
  if (!presigned && !inHeader) return failed("missing", "The request is not signed.", false);
  if (presigned && inHeader) {
    return failed("malformed", "Only one way to sign a request may be used.", presigned);
  }
  const claim = presigned ? claimFromQuery(query) : claimFromHeaders(request.headers);
  if (typeof claim === "string") return failed("malformed", claim, presigned);
  const refusal =
    refuseScope(claim, request) ?? refuseTime(claim, request.now) ?? refuseHeaders(claim, request);
  if (refusal !== undefined) return refusal;
  const secret = request.secretFor(claim.accessKeyId);
  if (secret === undefined) {
    return failed("unknown-key", "The access key does not exist.", presigned);
  }
  const expected = await new Verifier(request.service).signatureOf(request, query, claim, secret);
  if (!equalInConstantTime(expected, claim.signature) || !agreesOnPayload(request, presigned)) {
    return failed("mismatch", "The signature does not match the request.", presigned);
  }
  return { accessKeyId: claim.accessKeyId, presigned };
}

/** Node's own: one in JavaScript takes ten times as long, at each call of a function. */
class Sha256 extends Hash {
  constructor(secret?: ConstructorParameters<typeof Hash>[1]) {
    super("sha256", secret);
  }
}

/** Reaches the canonical form and the string to sign of the signing library. */
class Verifier extends SignatureV4Base {
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
    request: SignedRequest,
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
    const credentials = { accessKeyId, secretAccessKey };
    const key = await getSigningKey(Sha256, credentials, shortDate, ACCOUNT.region, this.service);
    const hash = new Sha256(key);
    hash.update(text);
    return Buffer.from(await hash.digest()).toString("hex");
  }
}

function refuseScope(claim: SignatureClaim, request: SignedRequest): SignatureFailure | undefined {
  if (claim.region !== ACCOUNT.region) {
    return failed("malformed", `The region must be ${ACCOUNT.region}.`, claim.presigned);
  }
  if (claim.service !== request.service) {
    return failed("malformed", `The service must be ${request.service}.`, claim.presigned);
  }
  return undefined;
}

function refuseTime(claim: SignatureClaim, now: Date): SignatureFailure | undefined {
  const signedAt = Date.parse(
    claim.longDate.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, "$1-$2-$3T$4:$5:$6Z"),
  );
  if (Number.isNaN(signedAt)) {
    return failed("malformed", "X-Amz-Date is not a date.", claim.presigned);
  }
  const ageMs = now.getTime() - signedAt;
  if (!claim.presigned) {
    const tooFar = Math.abs(ageMs) > MAX_SKEW_MS;
    return tooFar
      ? failed("clock-skew", "The time of the request differs too much from now.", false)
      : undefined;
  }
  if (ageMs < -MAX_SKEW_MS) return failed("not-yet-valid", "Request is not valid yet", true);
  if (ageMs >= claim.expiresInSeconds * 1000) return failed("expired", "Request has expired", true);
  return undefined;
}

/**
 * `host` and every `x-amz-*` header must be signed, or anyone could add to the request. A presigned
 * request does not sign its body, and so not the digest either.
 */
function refuseHeaders(
  claim: SignatureClaim,
  request: SignedRequest,
): SignatureFailure | undefined {
  const signed = new Set(claim.signedHeaders);
  const unsigned = Object.keys(request.headers).some(
    (name) =>
      name.startsWith("x-amz-") &&
      !signed.has(name) &&
      !(claim.presigned && name === "x-amz-content-sha256"),
  );
  if (!unsigned && signed.has("host")) return undefined;
  const message = "There were headers present in the request which were not signed";
  return failed("headers-not-signed", message, claim.presigned);
}

/** A signed body digest must be the one that the caller found or will check. */
function agreesOnPayload(request: SignedRequest, presigned: boolean): boolean {
  const claimed = headerText(request.headers, "x-amz-content-sha256");
  return presigned || claimed === "" || claimed === request.payloadHash;
}

function equalInConstantTime(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

function failed(
  failure: SignatureFailureKind,
  message: string,
  presigned: boolean,
): SignatureFailure {
  return { failure, message, presigned };
}
