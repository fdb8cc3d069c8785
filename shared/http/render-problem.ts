import { Problem, type ProblemKind } from "../model/problem.ts";
import { isUnavailable } from "../unavailable.ts";
import { inHttpWords } from "./http-words.ts";
import { placedIssues } from "./request-problem.ts";

const STATUS: Readonly<Record<ProblemKind, number>> = {
  malformed: 400,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  removed: 410,
  outdated: 412,
  too_large: 413,
  unsupported: 415,
  invalid: 422,
  limited: 429,
  internal: 500,
  unavailable: 503,
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
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

/** An error as it is answered. */
export interface ProblemAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}

/** What a 503 says, of a function and of the gateway alike. */
export const UNAVAILABLE = {
  status: 503,
  code: "service_unavailable",
  detail:
    "Something this service depends on is slow or away. Try again shortly; the request may or may not have been carried out.",
  /** Seconds. */
  retryAfter: 5,
} as const;

/**
 * Anything thrown, as a problem. What is not one of ours becomes a 503 where a service we lean on is
 * throttled, slow or away, and else a 500; neither says more.
 */
export function asProblem(error: unknown): { readonly problem: Problem; readonly status: number } {
  const problem = error instanceof Problem ? error : unexpected(error);
  return { problem, status: STATUS[problem.kind] };
}

function unexpected(error: unknown): Problem {
  if (!isUnavailable(error)) {
    return new Problem("internal", "internal_error", "Something went wrong on our side.");
  }
  const { code, detail, retryAfter } = UNAVAILABLE;
  const retryAt = Math.floor(Date.now() / 1_000) + retryAfter;
  return new Problem("unavailable", code, detail, { retryAt });
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
  const { code } = problem;
  const issues = placedIssues(problem);
  const sentence = inHttpWords(problem.message);
  if (accept && /\bapplication\/problem\+json\b/i.test(accept)) {
    return {
      status,
      contentType: "application/problem+json",
      headers: headersOf(problem),
      body: {
        type: "about:blank",
        title: STATUS_TITLE[status],
        status,
        detail: sentence,
        code,
        request_id: requestId,
        ...(issues && { errors: issues }),
      },
    };
  }
  return {
    status,
    contentType: "application/json",
    headers: headersOf(problem),
    body: { detail: issues ?? sentence, code, request_id: requestId },
  };
}
