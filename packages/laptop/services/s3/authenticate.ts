import type { Iam } from "../iam/iam.ts";
import { type SignatureFailureKind, verifySignature } from "../iam/signature.ts";
import { notImplemented, ObjectError } from "./object-error.ts";
import type { ObjectRequest } from "./object-request.ts";

/** What the store asks the identity service. */
export type ObjectIam = Pick<Iam, "allows" | "secretFor" | "principalFor">;

/** Body digest of an `aws-chunked` body whose chunks are not signed. */
export const STREAMING_UNSIGNED = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
const UNSIGNED = "UNSIGNED-PAYLOAD";

/**
 * Finds the access key that signed a request. Throws S3's own error when it is unsigned, expired or
 * changed on its way. The body is checked later, against the digest that the signature covers.
 */
export async function authenticate(
  request: ObjectRequest,
  iam: ObjectIam,
  now: Date,
): Promise<string> {
  const { message, path, rawQuery } = request;
  const signer = await verifySignature({
    method: message.method ?? "",
    path,
    query: rawQuery,
    headers: message.headers,
    payloadHash: request.headers.get("x-amz-content-sha256") ?? UNSIGNED,
    secretFor: (accessKeyId) => iam.secretFor(accessKeyId),
    service: "s3",
    now,
  });
  if ("failure" in signer) {
    throw new ObjectError(codeOf(signer.failure, signer.presigned), signer.message);
  }
  const token = request.headers.get("x-amz-security-token") ?? "";
  if (token !== (iam.principalFor(signer.accessKeyId)?.sessionToken ?? "")) {
    throw new ObjectError("InvalidToken", "The provided token is malformed or otherwise invalid.");
  }
  requirePayloadHash(request, signer.presigned);
  return signer.accessKeyId;
}

function requirePayloadHash(request: ObjectRequest, presigned: boolean): void {
  const hash = request.headers.get("x-amz-content-sha256");
  if (hash === undefined) {
    if (presigned) return;
    throw new ObjectError(
      "InvalidRequest",
      "Missing required header for this request: x-amz-content-sha256",
    );
  }
  if (hash === UNSIGNED || hash === STREAMING_UNSIGNED || /^[0-9a-f]{64}$/.test(hash)) return;
  if (hash.startsWith("STREAMING-")) throw notImplemented(`bodies of the form ${hash}`);
  throw new ObjectError(
    "InvalidArgument",
    "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER or a SHA-256 in hex.",
  );
}

function codeOf(failure: SignatureFailureKind, presigned: boolean) {
  switch (failure) {
    case "malformed":
      return presigned ? "AuthorizationQueryParametersError" : "AuthorizationHeaderMalformed";
    case "unknown-key":
      return "InvalidAccessKeyId";
    case "mismatch":
      return "SignatureDoesNotMatch";
    case "clock-skew":
      return "RequestTimeTooSkewed";
    default:
      return "AccessDenied";
  }
}
