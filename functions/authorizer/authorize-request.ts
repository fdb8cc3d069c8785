import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from "aws-lambda";
import { authenticate, type Verifiers } from "../../shared/auth/authenticate.ts";
import { InvalidCredential, readCredentials } from "../../shared/auth/credentials.ts";
import { verifyJwt } from "../../shared/auth/jwt.ts";
import { toAuthorizerContext } from "../../shared/auth/principal.ts";
import { trustIssuers } from "../../shared/auth/trusted-issuers.ts";
import { logAndCount } from "../../shared/metric.ts";
import { settings } from "../../shared/settings.ts";

const jwtTrust = trustIssuers(settings.jwtIssuers, {
  maxAgeSeconds: settings.jwtMaxAgeSeconds,
  onStale: ({ message }) => logAndCount("warn", message, "IssuerKeysStale"),
});

const verifiers: Verifiers = {
  jwt: async (token) => ({
    principal: await verifyJwt(token, jwtTrust),
    usageKey: settings.sessionGatewayKey,
  }),
  apiKey: async (text) => {
    // Loaded for the callers that need it: it brings the SDK along.
    const { verifyApiKey } = await import("../../shared/domain/api-key/verify-api-key.ts");
    const key = await verifyApiKey(text);
    if (!key) throw new InvalidCredential("The API key is not good.");
    const principal = { account: key.owner, credential: "api_key", plan: key.plan } as const;
    return { principal, usageKey: key.gatewayKey };
  },
};

/**
 * Lets a request in or not. The gateway answers 401 only when the message is exactly
 * `Unauthorized`; any other error is a 500.
 */
export async function handler(
  event: APIGatewayRequestAuthorizerEvent,
): Promise<APIGatewayAuthorizerResult> {
  try {
    const credentials = readCredentials(event.multiValueHeaders);
    const { principal, usageKey } = await authenticate(credentials, verifiers);
    return {
      principalId: principal.account,
      policyDocument: {
        Version: "2012-10-17",
        Statement: [{ Action: "execute-api:Invoke", Effect: "Allow", Resource: event.methodArn }],
      },
      context: toAuthorizerContext(principal),
      usageIdentifierKey: usageKey,
    };
  } catch (error) {
    if (error instanceof InvalidCredential) throw new Error("Unauthorized");
    const facts = { error: String(error) };
    logAndCount("error", "authorizer failed", "AuthorizerDependencyFailure", facts);
    throw error;
  }
}
