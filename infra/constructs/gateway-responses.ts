import { ResponseType, type RestApi } from "aws-cdk-lib/aws-apigateway";
import { LONGEST_TOKEN } from "../../shared/auth/unverified-token.ts";
import { STATUS_TITLE, UNAVAILABLE } from "../../shared/http/render-problem.ts";
import { EXPOSED_HEADERS } from "../../shared/http/response-headers.ts";

/** An error the gateway answers itself, before or instead of a function. */
export interface GatewayError {
  readonly type: ResponseType;
  /**
   * Left out for the two defaults: theirs would replace the status of every error of their class
   * that has no entry of its own.
   */
  readonly status?: number;
  /** Left out where the status has one: its own words then. */
  readonly title?: string;
  readonly code: string;
  /** Fixed words. `$context.error.message` may repeat the caller's input. */
  readonly detail: string;
  /** Further response headers with their literal values. */
  readonly headers?: Readonly<Record<string, string>>;
}

const INTERNAL = {
  status: 500,
  code: "internal_error",
  detail: "Something went wrong on our side.",
} as const;

/** The gateway's own 503, in the words of the functions'. */
const AWAY = {
  status: UNAVAILABLE.status,
  code: UNAVAILABLE.code,
  detail: UNAVAILABLE.detail,
  headers: { "Retry-After": String(UNAVAILABLE.retryAfter) },
} as const;

const FORBIDDEN = {
  status: 403,
  code: "forbidden",
  detail: "This credential does not allow the request.",
} as const;

const UNAUTHORIZED = {
  status: 401,
  code: "unauthorized",
  detail: "A valid credential is needed.",
} as const;

/**
 * What a bad credential is answered with (RFC 6750, 3). It cannot say which of them it is: an
 * authorizer's denial has no words of its own.
 */
export const INVALID_TOKEN = `Bearer error="invalid_token", error_description="Expired, revoked, not of a trusted issuer, or longer than ${LONGEST_TOKEN} characters"`;

const MALFORMED = { status: 400, code: "malformed_request" } as const;

const NO_ENDPOINT = {
  status: 404,
  code: "not_found",
  detail: "No such endpoint.",
} as const;

/** Every error the gateway can make, in the API's own words. */
export const gatewayErrors: readonly GatewayError[] = [
  // Only the authorizer denies, and only a credential that is not good (ADR 15; RFC 6750, 3.1).
  {
    type: ResponseType.ACCESS_DENIED,
    ...UNAUTHORIZED,
    headers: { "WWW-Authenticate": INVALID_TOKEN },
  },
  { type: ResponseType.API_CONFIGURATION_ERROR, ...INTERNAL },
  // The authorizer threw, timed out or was throttled: nearly always because it lacked the table, the secret
  // or an issuer. AWS's words do not tell which of the two types it is; ADR 13.
  { type: ResponseType.AUTHORIZER_CONFIGURATION_ERROR, ...AWAY },
  { type: ResponseType.AUTHORIZER_FAILURE, ...AWAY },
  { type: ResponseType.BAD_REQUEST_BODY, ...MALFORMED, detail: "The body is not valid." },
  { type: ResponseType.BAD_REQUEST_PARAMETERS, ...MALFORMED, detail: "A parameter is not valid." },
  {
    type: ResponseType.DEFAULT_4XX,
    title: "Request Refused",
    // Covers an unknown endpoint too, should the gateway tell it by a type that is not listed here.
    code: "request_refused",
    detail: "No such endpoint, or the request cannot be served.",
  },
  {
    type: ResponseType.DEFAULT_5XX,
    title: "Internal Server Error",
    code: INTERNAL.code,
    detail: INTERNAL.detail,
  },
  { type: ResponseType.EXPIRED_TOKEN, ...FORBIDDEN },
  // The function was throttled, or Lambda itself was away. A function that fails is a DEFAULT_5XX.
  { type: ResponseType.INTEGRATION_FAILURE, ...AWAY },
  {
    type: ResponseType.INTEGRATION_TIMEOUT,
    status: 504,
    code: "timeout",
    detail: "The request took too long. It may or may not have been carried out.",
  },
  { type: ResponseType.INVALID_API_KEY, ...FORBIDDEN },
  // What the gateway says for an unknown path or method, with an Authorization header and without.
  // No method is signed with Signature Version 4, which both are the errors of.
  { type: ResponseType.INVALID_SIGNATURE, ...NO_ENDPOINT },
  { type: ResponseType.MISSING_AUTHENTICATION_TOKEN, ...NO_ENDPOINT },
  {
    type: ResponseType.QUOTA_EXCEEDED,
    status: 429,
    code: "quota_exceeded",
    detail: "The quota of the plan is spent.",
    headers: { "Retry-After": "3600" },
  },
  {
    type: ResponseType.REQUEST_TOO_LARGE,
    status: 413,
    code: "body_too_large",
    detail:
      "The body is too large: a request carries about 4.5 MB. A larger photo can be sent by POST /api/v1/profiles/{profile_id}/photo-uploads; of a larger archive, send a ZIP of its CSV files alone.",
  },
  { type: ResponseType.RESOURCE_NOT_FOUND, ...NO_ENDPOINT },
  {
    type: ResponseType.THROTTLED,
    status: 429,
    code: "too_many_requests",
    detail: "Too many requests at once. Try again shortly.",
    headers: { "Retry-After": "1" },
  },
  {
    type: ResponseType.UNAUTHORIZED,
    ...UNAUTHORIZED,
    headers: { "WWW-Authenticate": "Bearer" },
  },
  {
    type: ResponseType.UNSUPPORTED_MEDIA_TYPE,
    status: 415,
    code: "unsupported_media_type",
    detail: "The body's media type is not supported.",
  },
  { type: ResponseType.WAF_FILTERED, ...FORBIDDEN },
];

/** Gives every error of the gateway the shape of the API's own errors. */
export function addGatewayResponses(api: RestApi, corsOrigins: readonly string[]): void {
  for (const error of gatewayErrors) {
    const { responseType } = error.type;
    api.addGatewayResponse(responseType, {
      type: error.type,
      ...(error.status && { statusCode: String(error.status) }),
      responseHeaders: { ...commonHeaders(corsOrigins), ...quoted(error.headers ?? {}) },
      templates: {
        "application/json": plainBody(error),
        "application/problem+json": problemBody(error),
      },
    });
  }
}

/** A literal header value needs quotes of its own. */
function quoted(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, `'${value}'`]));
}

function commonHeaders(corsOrigins: readonly string[]): Record<string, string> {
  const [only, ...others] = corsOrigins;
  // Gateway responses cannot choose from a list. Their words are fixed, so any page may read them.
  const origin = others.length === 0 && only ? `'${only}'` : "'*'";
  return {
    "X-Request-Id": "context.requestId",
    ...quoted({
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "no-store",
      "Strict-Transport-Security": "max-age=31536000",
    }),
    "Access-Control-Allow-Origin": origin,
    "Access-Control-Expose-Headers": `'${EXPOSED_HEADERS.join(",")}'`,
  };
}

function plainBody({ detail, code }: GatewayError): string {
  return JSON.stringify({ detail, code, request_id: "$context.requestId" });
}

/** RFC 9457, for callers that ask for it. */
function problemBody({ status, title, detail, code }: GatewayError): string {
  return JSON.stringify({
    type: "about:blank",
    title: title ?? STATUS_TITLE[status ?? 0],
    ...(status && { status }),
    detail,
    code,
    request_id: "$context.requestId",
  });
}
