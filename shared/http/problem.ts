import { type FieldIssue, Problem, type ProblemKind } from "../domain/errors.ts";

const STATUS: Readonly<Record<ProblemKind, number>> = {
  malformed: 400,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  gone: 410,
  precondition_failed: 412,
  too_large: 413,
  unsupported_media_type: 415,
  invalid: 422,
  limited: 429,
  internal: 500,
};

/** Words for each status, as RFC 9110 and RFC 9457 name them. */
export const STATUS_TITLE: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  409: "Conflict",
  410: "Gone",
  412: "Precondition Failed",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  502: "Bad Gateway",
  504: "Gateway Timeout",
};

/** An error as it is answered. */
export interface ProblemAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}

/** Anything thrown, as a problem. What is not one of ours becomes a 500 that says nothing. */
export function asProblem(error: unknown): { readonly problem: Problem; readonly status: number } {
  if (error instanceof Problem) return { problem: error, status: STATUS[error.kind] };
  const detail = "Something went wrong on our side.";
  return { problem: new Problem("internal", "internal_error", detail), status: 500 };
}

function headersOf({ retryAt }: Problem): Readonly<Record<string, string>> {
  if (retryAt === undefined) return {};
  return { "Retry-After": String(Math.max(1, retryAt - Math.floor(Date.now() / 1_000))) };
}

/** The contract's error body, or RFC 9457's when the caller prefers it. */
export function renderProblem(
  error: unknown,
  { requestId, accept }: { readonly requestId: string; readonly accept: string | undefined },
): ProblemAnswer {
  const { problem, status } = asProblem(error);
  const { code, issues } = problem;
  if (accept && /\bapplication\/problem\+json\b/i.test(accept)) {
    return {
      status,
      contentType: "application/problem+json",
      headers: headersOf(problem),
      body: {
        type: "about:blank",
        title: STATUS_TITLE[status],
        status,
        detail: problem.message,
        code,
        request_id: requestId,
        ...(issues && { errors: issues }),
      },
    };
  }
  const detail: string | readonly FieldIssue[] = issues ?? problem.message;
  return {
    status,
    contentType: "application/json",
    headers: headersOf(problem),
    body: { detail, code, request_id: requestId },
  };
}
