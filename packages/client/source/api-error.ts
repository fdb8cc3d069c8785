import type { Answer } from "./answer.ts";
import { retryAfterMs } from "./retry.ts";

/** One thing that is wrong with a request. */
export interface Issue {
  /** Where: `["body", "workExperiences", 0, "startDate"]`. */
  readonly loc: readonly (string | number)[];
  /** What is expected there, as a sentence. */
  readonly msg: string;
  /** The same as a stable word, such as `too_long`. */
  readonly type: string;
}

/** The API said no. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** The HTTP status. */
  readonly status: number;
  /** A stable word for the reason, such as `slug_taken`. `unknown` when the answer is not the API's own. */
  readonly code: string;
  /** What the operator finds the request by; undefined when the answer is not the API's own. */
  readonly requestId: string | undefined;
  /** What is wrong with the request, of a 422; empty otherwise. */
  readonly issues: readonly Issue[];
  /** Seconds after which it may be tried again; undefined when the answer does not say. */
  readonly retryAfter: number | undefined;

  /** @param code in the place of the one in the answer */
  constructor({ status, headers, body }: Answer, code?: string) {
    const { detail, code: told, request_id, errors } = contentOf(body);
    const issues = [detail, errors].find(Array.isArray) ?? [];
    super(typeof detail === "string" ? detail : sentenceOf(issues) || `HTTP ${status}`);
    const wait = retryAfterMs(headers);
    this.status = status;
    this.code = code ?? told ?? "unknown";
    this.requestId = request_id ?? headers.get("x-request-id") ?? undefined;
    this.issues = issues;
    this.retryAfter = wait === undefined ? undefined : wait / 1_000;
  }
}

interface ErrorContent {
  readonly detail?: string | readonly Issue[];
  readonly code?: string;
  readonly request_id?: string;
  readonly errors?: readonly Issue[];
}

/** The contract's error; nothing of what something in between made. */
function contentOf(body: string | Blob): ErrorContent {
  try {
    return Object(JSON.parse(String(body)));
  } catch {
    return {};
  }
}

function sentenceOf(issues: readonly Issue[]): string {
  return issues.map(({ loc, msg }) => `${loc.join(".")}: ${msg}`).join(" ");
}
