import { createHash } from "node:crypto";
import type { APIGatewayProxyEvent, Context } from "aws-lambda";

export interface EventOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly pathParameters?: Record<string, string> | null;
  readonly query?: Record<string, string> | null;
  /** Sent as the gateway sends every body: in base64. */
  readonly body?: string | Buffer | null;
  /** `null` for a request that no authorizer saw. */
  readonly account?: string | null;
}

export const REQUEST_ID = "0a1b2c3d-request";

/** What the authorizer says of an account besides its name: here no secret is needed for it. */
export function digestOf(account: string): string {
  return createHash("sha256").update(account).digest("hex").slice(0, 32);
}

/** A version 1.0 proxy event as the gateway makes it. */
export function apiEvent(options: EventOptions = {}): APIGatewayProxyEvent {
  const { body = null, account = "jane", headers = {} } = options;
  const event = {
    httpMethod: options.method ?? "GET",
    multiValueHeaders: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, [value].flat()]),
    ),
    pathParameters: options.pathParameters ?? null,
    queryStringParameters: options.query ?? null,
    body: body === null ? null : Buffer.from(body).toString("base64"),
    isBase64Encoded: body !== null,
    stageVariables: { publicAddress: "https://api.example.com" },
    requestContext: {
      requestId: REQUEST_ID,
      authorizer:
        account === null
          ? null
          : { account, credential: "jwt", plan: "enterprise", accountDigest: digestOf(account) },
    },
  };
  return event as unknown as APIGatewayProxyEvent;
}

/** A JSON request. */
export function jsonEvent(value: unknown, options: EventOptions = {}): APIGatewayProxyEvent {
  const headers = { "content-type": "application/json", ...options.headers };
  const body = typeof value === "string" ? value : JSON.stringify(value);
  return apiEvent({ method: "POST", ...options, headers, body });
}

export const CONTEXT = {
  awsRequestId: "lambda-request",
  getRemainingTimeInMillis: () => 10_000,
} as Context;
