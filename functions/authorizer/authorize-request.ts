import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from "aws-lambda";
import { authenticate } from "../../shared/auth/authenticate.ts";
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

/**
 * Lets a request in or not. The gateway answers 401 only when the message is exactly
 * `Unauthorized`; any other error is a 500.
 */
export async function handler(
  event: APIGatewayRequestAuthorizerEvent,
): Promise<APIGatewayAuthorizerResult> {
  try {
    const principal = await authenticate(readCredentials(event.multiValueHeaders), trust);
    return {
      principalId: principal.account,
      policyDocument: {
        Version: "2012-10-17",
        Statement: [{ Action: "execute-api:Invoke", Effect: "Allow", Resource: event.methodArn }],
      },
      context: toAuthorizerContext(principal),
    };
  } catch (error) {
    if (error instanceof InvalidCredential) throw new Error("Unauthorized");
    const facts = { error: String(error) };
    logAndCount("error", "authorizer failed", "AuthorizerDependencyFailure", facts);
    throw error;
  }
}
