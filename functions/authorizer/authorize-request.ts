import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from "aws-lambda";
import {
  type Authenticated,
  authenticate,
  type Verifiers,
} from "../../shared/auth/authenticate.ts";
import { InvalidCredential, NoCredential, readCredentials } from "../../shared/auth/credentials.ts";
import { verifyJwt } from "../../shared/auth/jwt.ts";
import { toAuthorizerContext } from "../../shared/auth/principal.ts";
import { trustIssuers } from "../../shared/auth/trusted-issuers.ts";
import { logAndCount } from "../../shared/metric.ts";
import { type SharedKind, shardKeyValue, shardOf } from "../../shared/model/gateway-shard.ts";
import { withDeadline } from "../../shared/request-deadline.ts";
import { settings } from "../../shared/settings.ts";
import { TIME_LIMITS } from "../../shared/time-limits.ts";

const jwtTrust = trustIssuers(settings.jwtIssuers, {
  maxAgeSeconds: settings.jwtMaxAgeSeconds,
  onStale: ({ message }) => logAndCount("warn", message, "IssuerKeysStale"),
  // Loaded when an issuer is down: it brings the SDK along.
  recall: async (issuer) =>
    (await import("../../shared/domain/issuer/kept-keys.ts")).recallKeys(issuer),
});

const verifiers: Verifiers = {
  jwt: async (token) => {
    const principal = await verifyJwt(token, jwtTrust);
    return { principal, usageKey: sharedKey("session", principal.account) };
  },
  apiKey: async (text) => {
    // Loaded for the callers that need it: it brings the SDK along.
    const { verifyApiKey } = await import("../../shared/domain/api-key/verify-api-key.ts");
    const key = await verifyApiKey(text);
    if (!key) throw new InvalidCredential("The API key is not good.");
    const principal = { account: key.owner, credential: "api_key", plan: key.plan } as const;
    const usageKey = key.gatewayKey ?? sharedKey("free", key.owner);
    return { principal, usageKey, apiKeyId: key.id };
  },
};

/** The key of the gateway that the account shares with those of its shard. */
function sharedKey(kind: SharedKind, account: string): string {
  return shardKeyValue(kind, settings.gatewayDeployment, shardOf(account, settings.gatewayShards));
}

/**
 * Lets a request in or not. Without a credential it fails with exactly `Unauthorized`, and for a bad
 * one it denies: the gateway answers both with 401, each with the challenge that is due (ADR 15).
 * Any other error is a 5xx.
 */
export async function handler(
  event: APIGatewayRequestAuthorizerEvent,
): Promise<APIGatewayAuthorizerResult> {
  try {
    const credentials = readCredentials(event.multiValueHeaders);
    const judged = withDeadline(TIME_LIMITS.authorizing, () =>
      authenticate(credentials, verifiers),
    );
    return allow(event, await judged);
  } catch (error) {
    if (error instanceof NoCredential) throw new Error("Unauthorized");
    if (error instanceof InvalidCredential) return decision(event, "nobody", "Deny");
    const { requestId } = event.requestContext;
    const facts = { requestId, error: String(error) };
    logAndCount("error", "authorizer failed", "AuthorizerDependencyFailure", facts);
    throw error;
  }
}

function allow(
  event: APIGatewayRequestAuthorizerEvent,
  { principal, usageKey, apiKeyId }: Authenticated,
): APIGatewayAuthorizerResult {
  const context: Record<string, string> = {
    ...toAuthorizerContext(principal),
    ...(apiKeyId && { apiKeyId }),
  };
  return {
    // The gateway may write the principal into logs of its own.
    ...decision(event, context.accountDigest ?? "", "Allow"),
    context,
    usageIdentifierKey: usageKey,
  };
}

/**
 * The policy names the whole stage. It is not kept for other requests, and the method's own ARN has
 * the caller's path in it, where `${…}` would be a variable of the policy and `*` a wildcard.
 */
function decision(
  { methodArn }: APIGatewayRequestAuthorizerEvent,
  principalId: string,
  Effect: "Allow" | "Deny",
): APIGatewayAuthorizerResult {
  const Resource = `${methodArn.split("/", 2).join("/")}/*`;
  return {
    principalId,
    policyDocument: {
      Version: "2012-10-17",
      Statement: [{ Action: "execute-api:Invoke", Effect, Resource }],
    },
  };
}
