import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { etag, isNotModified } from "./conditional.ts";
import { header } from "./headers.ts";
import { renderProblem } from "./problem.ts";
import { responseHeaders } from "./response-headers.ts";

/** What a handler answers; `version` becomes the ETag and is held against `If-None-Match`. */
export interface ApiResponse {
  readonly status: number;
  readonly body?: unknown;
  readonly version?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

type Extra = Readonly<Record<string, string>>;

/** @param extra headers that the request earned on its way, such as its rate limit */
export function render(
  event: APIGatewayProxyEvent,
  response: ApiResponse,
  extra: Extra,
): APIGatewayProxyResult {
  const { status, body, version, headers } = response;
  const common = {
    ...responseHeaders(event.requestContext.requestId, header(event, "origin")),
    "Cache-Control": "private, no-cache",
    // A browser shared by two people must not take one's answer for the other's.
    Vary: "Authorization, X-API-Key, Origin",
    ...(version === undefined ? {} : { ETag: etag(version) }),
    ...headers,
    ...extra,
  };
  const isRead = event.httpMethod === "GET";
  if (isRead && version !== undefined && isNotModified(header(event, "if-none-match"), version)) {
    return { statusCode: 304, headers: common, body: "" };
  }
  if (body === undefined) return { statusCode: status, headers: common, body: "" };
  return {
    statusCode: status,
    headers: { "Content-Type": "application/json", ...common },
    body: JSON.stringify(body),
  };
}

/** @param extra as for {@link render} */
export function renderError(
  event: APIGatewayProxyEvent,
  error: unknown,
  extra: Extra,
): APIGatewayProxyResult {
  const { requestId } = event.requestContext;
  const answer = renderProblem(error, { requestId, accept: header(event, "accept") });
  return {
    statusCode: answer.status,
    headers: {
      ...responseHeaders(requestId, header(event, "origin")),
      "Content-Type": answer.contentType,
      "Cache-Control": "no-store",
      ...extra,
    },
    body: JSON.stringify(answer.body),
  };
}
