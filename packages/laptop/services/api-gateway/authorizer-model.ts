import type { DeployedResource } from "../../template/deployed-resources.ts";
import { optionalNumber, optionalText, requiredText } from "../../template/template-properties.ts";
import { functionArnIn } from "./invocation-uri.ts";

/** A Lambda authorizer of type REQUEST. */
export interface AuthorizerModel {
  readonly id: string;
  readonly functionArn: string;
  /** Where a credential must be, as `method.request.header.Authorization`; all are needed. */
  readonly identitySources: readonly string[];
}

/** API Gateway's own, in seconds. */
const DEFAULT_TTL = 300;

/** Reads an authorizer. @throws Error for another type, and for one that caches its answers. */
export function readAuthorizer({
  properties,
  logicalId,
  physicalId,
}: DeployedResource): AuthorizerModel {
  const type = requiredText(properties, "Type", logicalId);
  if (type !== "REQUEST") {
    throw new Error(`${logicalId} is a ${type} authorizer; the local gateway knows REQUEST only.`);
  }
  if ((optionalNumber(properties, "AuthorizerResultTtlInSeconds") ?? DEFAULT_TTL) !== 0) {
    throw new Error(
      `${logicalId} caches its answers, which the local gateway does not: set AuthorizerResultTtlInSeconds to 0.`,
    );
  }
  if (properties.AuthorizerCredentials !== undefined) {
    throw new Error(
      `${logicalId} is invoked with a role of its own, which the local gateway does not.`,
    );
  }
  const sources = (optionalText(properties, "IdentitySource") ?? "").split(",");
  return {
    id: physicalId,
    functionArn: functionArnIn(requiredText(properties, "AuthorizerUri", logicalId), logicalId),
    identitySources: sources.map((source) => source.trim()).filter((source) => source !== ""),
  };
}
