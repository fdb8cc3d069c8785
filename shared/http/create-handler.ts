import middy from "@middy/core";
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { fromAuthorizerContext } from "../auth/principal.ts";
import type { VersionCondition } from "../domain/precondition.ts";
import { log } from "../log.ts";
import type { Route } from "../routes/define-route.ts";
import { parseBody } from "./body.ts";
import { etag, isNotModified, versionCondition } from "./conditional.ts";
import { header } from "./headers.ts";
import { asProblem, renderProblem } from "./problem.ts";
import { responseHeaders } from "./response-headers.ts";
import { validate } from "./validate.ts";

/** A request after everything about it was checked. */
export interface ApiRequest<Params, Query, Body> {
  /** The account that calls; `""` on a public route. */
  readonly account: string;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** The file of a form, if one was sent. */
  readonly file: Uint8Array | undefined;
  readonly ifMatch: VersionCondition;
}

/** What a handler answers; `version` becomes the ETag and is held against `If-None-Match`. */
export interface ApiResponse {
  readonly status: number;
  readonly body?: unknown;
  readonly version?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

type Handle<Params, Query, Body> = (
  request: ApiRequest<Params, Query, Body>,
) => Promise<ApiResponse>;

/**
 * The one way from an event of the gateway to a handler and back: checks the request against its
 * route, maps every error to the contract's shape, and writes one log line.
 */
export function createHandler<Params, Query, Body>(
  route: Route<Params, Query, Body>,
  handle: Handle<Params, Query, Body>,
) {
  const endpoint = async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> =>
    render(event, await handle(await readRequest(route, event)));
  return middy<APIGatewayProxyEvent, APIGatewayProxyResult>()
    .use(requestLog(route.id))
    .use({
      onError: (request) => {
        request.response = renderError(request.event, request.error);
      },
    })
    .handler(endpoint);
}

async function readRequest<Params, Query, Body>(
  route: Route<Params, Query, Body>,
  event: APIGatewayProxyEvent,
): Promise<ApiRequest<Params, Query, Body>> {
  const account =
    route.auth === "public" ? "" : fromAuthorizerContext(event.requestContext.authorizer).account;
  const params = route.params
    ? validate(route.params, event.pathParameters ?? {}, "path")
    : (undefined as Params);
  const query = route.query
    ? validate(route.query, event.queryStringParameters ?? {}, "query")
    : (undefined as Query);
  const { body, file } = route.body
    ? await parseBody(event, route.body)
    : { body: undefined as Body, file: undefined };
  const ifMatch = versionCondition(header(event, "if-match"));
  return { account, params, query, body, file, ifMatch };
}

function render(event: APIGatewayProxyEvent, response: ApiResponse): APIGatewayProxyResult {
  const { status, body, version, headers } = response;
  const tags: Record<string, string> = version === undefined ? {} : { ETag: etag(version) };
  const common = {
    ...responseHeaders(event.requestContext.requestId, header(event, "origin")),
    "Cache-Control": "private, no-cache",
    ...tags,
    ...headers,
  };
  const readOnly = event.httpMethod === "GET";
  if (readOnly && version !== undefined && isNotModified(header(event, "if-none-match"), version)) {
    return { statusCode: 304, headers: common, body: "" };
  }
  if (body === undefined) return { statusCode: status, headers: common, body: "" };
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return {
    statusCode: status,
    headers: { "Content-Type": "application/json", ...common },
    body: text,
  };
}

function renderError(event: APIGatewayProxyEvent, error: unknown): APIGatewayProxyResult {
  const { requestId } = event.requestContext;
  const answer = renderProblem(error, { requestId, accept: header(event, "accept") });
  return {
    statusCode: answer.status,
    headers: {
      ...responseHeaders(requestId, header(event, "origin")),
      "Content-Type": answer.contentType,
      "Cache-Control": "no-store",
    },
    body: JSON.stringify(answer.body),
  };
}

/** One line a request. Our own faults are logged with their stack, the caller's with their code. */
function requestLog(
  route: string,
): middy.MiddlewareObj<APIGatewayProxyEvent, APIGatewayProxyResult> {
  const started = new WeakMap<object, number>();
  return {
    before: ({ event }) => {
      started.set(event, performance.now());
    },
    after: ({ event, response }) => line(event, { status: response?.statusCode }),
    onError: ({ event, error }) => {
      const { problem, status } = asProblem(error);
      const fault = status >= 500 ? { error: error?.stack ?? String(error) } : {};
      line(event, { status, code: problem.code, ...fault });
    },
  };
  function line(event: APIGatewayProxyEvent, facts: LineFacts): void {
    const durationMs = Math.round((performance.now() - (started.get(event) ?? 0)) * 10) / 10;
    const { requestId } = event.requestContext;
    const level = (facts.status ?? 500) >= 500 ? "error" : "info";
    log(level, "request", { requestId, route, ...facts, durationMs });
  }
}

interface LineFacts {
  readonly status: number | undefined;
  readonly code?: string;
  readonly error?: string;
}
