import { asProblem, renderProblem } from "../../../shared/http/render-problem.ts";
import { responseHeaders } from "../../../shared/http/response-headers.ts";
import { log } from "../../../shared/log.ts";
import { Unauthorized } from "./identify.ts";

/** What a job answers; the framework turns it into its own kind of response. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON; undefined for none. */
  readonly body?: object;
}

/** Where a request comes from, as far as its answer depends on it. */
export interface Caller {
  readonly requestId: string;
  readonly origin: string | undefined;
  readonly accept: string | undefined;
}

/** What every good answer carries. */
export function commonHeaders({ requestId, origin }: Caller): Record<string, string> {
  return {
    ...responseHeaders(requestId, origin),
    "Cache-Control": "private, no-cache",
    Vary: "Authorization, X-API-Key, Origin",
  };
}

/** The contract's answer to whatever was thrown. */
export function errorAnswer(error: unknown, caller: Caller): Answer {
  const headers = responseHeaders(caller.requestId, caller.origin);
  if (error instanceof Unauthorized) {
    const detail = "A valid credential is needed.";
    return {
      status: 401,
      headers: { ...headers, "WWW-Authenticate": "Bearer" },
      body: { detail, code: "unauthorized", request_id: caller.requestId },
    };
  }
  const { status, body, contentType } = renderProblem(error, caller);
  return {
    status,
    headers: { ...headers, "Content-Type": contentType, "Cache-Control": "no-store" },
    body,
  };
}

/** One line a request, as the API writes it. */
export function logRequest(
  route: string,
  { requestId }: Caller,
  facts: { readonly status: number; readonly startedAt: number; readonly error?: unknown },
): void {
  const { status, startedAt, error } = facts;
  const fault = error === undefined ? {} : { code: asProblem(error).problem.code };
  const stack = status >= 500 ? { error: error instanceof Error ? error.stack : error } : {};
  const durationMs = Math.round((performance.now() - startedAt) * 10) / 10;
  const level = status >= 500 ? "error" : "info";
  log(level, "request", { requestId, route, status, ...fault, ...stack, durationMs });
}
