import type { IssuerSetting } from "../../shared/model/issuer-setting.ts";

/**
 * Bytes of all names and values of a function's variables together.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const ENVIRONMENT_BYTES = 4_096;

/** Characters of a secret that functions are told by their environment, put in by CloudFormation. */
export const TOLD_SECRET_LENGTH = 32;

/**
 * Of these for `JWT_ISSUERS`. What else the authorizer is told takes up to 400, of which the secret's
 * ARN and the table's name are known to the deployment only; a user pool as one more issuer 250.
 */
export const ISSUERS_BYTES = 3_400;

/** Bytes that issuers take in the authorizer's environment. */
export function issuersBytes(issuers: readonly IssuerSetting[]): number {
  return Buffer.byteLength(JSON.stringify(issuers));
}
