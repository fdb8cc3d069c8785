import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { header } from "../headers.ts";
import { Problem } from "../model/problem.ts";
import { etag, isHeld } from "./conditional.ts";
import { renderProblem } from "./render-problem.ts";
import { responseHeaders } from "./response-headers.ts";

/** What a handler answers. Its entity tag is held against `If-None-Match`. */
export interface ApiResponse {
  readonly status: number;
  /** Sent as JSON. */
  readonly body?: unknown;
  /**
   * Stored under an `Idempotency-Key` in place of the body, when that tells of others' data: it may
   * have changed or gone by the time the answer is sent again. The handler makes a new body of it.
   */
  readonly kept?: unknown;
  /** Sent as it is instead of a body. */
  readonly text?: string;
  /** Sent as they are instead of a body or a text. */
  readonly bytes?: Uint8Array;
  /** Of the text or the bytes; JSON when left out. */
  readonly contentType?: string;
  /** Of a profile; becomes the entity tag. */
  readonly version?: number;
  /** A strong entity tag, quoted, where no version tells answers apart. */
  readonly etag?: string;
  /** These win over the common ones. */
  readonly headers?: Readonly<Record<string, string>>;
}

type Extra = Readonly<Record<string, string>>;

/**
 * HEAD is answered with the body of GET. No server sends it on, and a Content-Length that the gateway
 * counts by it is the one of GET, as RFC 9110, 8.6 wants it.
 * @param extra headers that the request earned on its way, such as its rate limit
 */
export function render(
  event: APIGatewayProxyEvent,
  response: ApiResponse,
  extra: Extra,
): APIGatewayProxyResult {
  const { status, version, headers } = response;
  const tag = response.etag ?? (version === undefined ? undefined : etag(version));
  const common = {
    ...responseHeaders(event.requestContext.requestId, header(event, "origin")),
    "Cache-Control": "private, no-cache",
    // A browser shared by two people must not take one's answer for the other's.
    Vary: "Authorization, X-API-Key, Origin",
    ...(tag === undefined ? {} : { ETag: tag }),
    ...headers,
    ...extra,
  };
  const typed = { "Content-Type": response.contentType ?? "application/json", ...common };
  // The gateway would add JSON as its type, which caches then put over the one they hold.
  if (tag !== undefined && isHeld(event, tag)) {
    return { statusCode: 304, headers: typed, body: "" };
  }
  const content = contentOf(response);
  if (content.body === "") return { statusCode: status, headers: common, body: "" };
  return { statusCode: status, headers: typed, ...content };
}

/** The gateway decodes what is marked as base64, whatever `Accept` says, and leaves text alone. */
function contentOf({ body, text, bytes }: ApiResponse) {
  if (bytes) return { body: Buffer.from(bytes).toString("base64"), isBase64Encoded: true };
  return { body: text ?? (body === undefined ? "" : JSON.stringify(body)) };
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
      ...answer.headers,
      ...acceptPatch(event, error),
      ...extra,
    },
    body: JSON.stringify(answer.body),
  };
}

/** What a PATCH may be sent as, where it came as something else (RFC 5789, 2.2). */
function acceptPatch({ httpMethod }: APIGatewayProxyEvent, error: unknown): Extra {
  if (httpMethod !== "PATCH" || !(error instanceof Problem) || !error.accepted) return {};
  return { "Accept-Patch": error.accepted.join(", ") };
}
