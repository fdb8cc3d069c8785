import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Iam, Principal } from "../iam/iam.ts";
import type { SignatureFailureKind } from "../iam/signature.ts";
import { verifySignature } from "../iam/signature.ts";
import type { ErrorAnswer } from "./error-answer.ts";
import { errorAnswer } from "./error-answer.ts";
import type { ItemUse } from "./item-uses.ts";

const INVALID_TOKEN = "The security token included in the request is invalid.";

const SIGNATURE_ERRORS: Readonly<Record<SignatureFailureKind, string>> = {
  missing: "MissingAuthenticationTokenException",
  malformed: "IncompleteSignatureException",
  "unknown-key": "UnrecognizedClientException",
  mismatch: "InvalidSignatureException",
  "clock-skew": "InvalidSignatureException",
  expired: "InvalidSignatureException",
  "not-yet-valid": "InvalidSignatureException",
  "headers-not-signed": "IncompleteSignatureException",
};

/** Who signed the request, or the error DynamoDB answers. */
export async function authenticateCall(
  headers: IncomingHttpHeaders,
  body: Buffer,
  iam: Iam,
): Promise<Principal | ErrorAnswer> {
  const verified = await verifySignature({
    method: "POST",
    path: "/",
    query: "",
    headers,
    payloadHash: createHash("sha256").update(body).digest("hex"),
    secretFor: (accessKeyId) => iam.secretFor(accessKeyId),
    service: "dynamodb",
    now: new Date(),
  });
  if ("failure" in verified) {
    const code = SIGNATURE_ERRORS[verified.failure];
    return errorAnswer(code, verified.failure === "unknown-key" ? INVALID_TOKEN : verified.message);
  }
  const principal = iam.principalFor(verified.accessKeyId);
  const token = headers["x-amz-security-token"] ?? "";
  return principal === undefined || principal.sessionToken !== token
    ? errorAnswer("UnrecognizedClientException", INVALID_TOKEN)
    : principal;
}

/**
 * The refusal of the first permission that the principal's role does not have. AWS's documents leave
 * open whether each item of a transaction is held against `dynamodb:LeadingKeys`, or all keys of the
 * call on the table at once. Here both must be allowed: a policy that is good under one reading only
 * would be found out in an account.
 */
export function authoriseUses(
  principal: Principal,
  uses: readonly ItemUse[],
  iam: Iam,
): ErrorAnswer | undefined {
  const allows = ({ action, resourceArn }: ItemUse, keys: readonly string[]) => {
    const context = keys.length > 0 ? { "dynamodb:LeadingKeys": keys } : {};
    return iam.allows(principal.accessKeyId, action, resourceArn, context);
  };
  const keysBeside = ({ resourceArn }: ItemUse) =>
    uses.filter((one) => one.resourceArn === resourceArn).flatMap((one) => one.leadingKeys);
  const denied =
    uses.find((use) => !allows(use, use.leadingKeys)) ??
    (uses.length > 1 ? uses.find((use) => !allows(use, keysBeside(use))) : undefined);
  if (denied === undefined) return undefined;
  const user = principal.roleArn
    .replace(":iam:", ":sts:")
    .replace(":role/", ":assumed-role/")
    .concat(`/${principal.functionName}`);
  return errorAnswer(
    "AccessDeniedException",
    `User: ${user} is not authorized to perform: ${denied.action} on resource: ${denied.resourceArn} because no identity-based policy allows the ${denied.action} action`,
  );
}
