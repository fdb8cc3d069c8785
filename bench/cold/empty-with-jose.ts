import type { APIGatewayRequestAuthorizerEvent } from "aws-lambda";
import { createRemoteJWKSet, jwtVerify } from "jose";

const [{ issuer, audiences: audience, jwksUri }] = JSON.parse(process.env.JWT_ISSUERS ?? "");
const keys = createRemoteJWKSet(new URL(jwksUri));

/** The least that verifies a JWT by its issuer's keys: jose as its documentation shows it. */
export async function handler({ methodArn, multiValueHeaders }: APIGatewayRequestAuthorizerEvent) {
  const token = multiValueHeaders?.Authorization?.[0]?.slice("Bearer ".length) ?? "";
  const { payload } = await jwtVerify(token, keys, { issuer, audience });
  const statement = { Action: "execute-api:Invoke", Effect: "Allow", Resource: methodArn };
  return {
    principalId: payload.sub,
    policyDocument: { Version: "2012-10-17", Statement: [statement] },
  };
}
