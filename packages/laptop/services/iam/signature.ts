import { timingSafeEqual } from "node:crypto";
import { ACCOUNT } from "../../template/account.ts";
import { type RequestParts, signatureOf } from "./request-signature.ts";
import type { SignatureClaim } from "./signature-claim.ts";
import { claimFromHeaders, claimFromQuery, headerText, parseQuery } from "./signature-claim.ts";

/** How far the time of a signature may be from now, either way. */
const MAX_SKEW_MS = 15 * 60 * 1000;

/** A request as it came, and how to find the secret it claims to be signed with. */
export interface SignedRequest extends RequestParts {
  readonly secretFor: (accessKeyId: string) => string | undefined;
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
  const expected = await signatureOf(request, query, claim, secret);
  if (!equalInConstantTime(expected, claim.signature) || !agreesOnPayload(request, presigned)) {
    return failed("mismatch", "The signature does not match the request.", presigned);
  }
  return { accessKeyId: claim.accessKeyId, presigned };
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
