import { isDeepStrictEqual } from "node:util";
import type { Answer } from "./http-client.ts";

/** Something is otherwise than a fact says. */
export class Mismatch extends Error {
  override readonly name = "Mismatch";
  /** True when the service failed, rather than answered something else. */
  readonly isServerError: boolean;

  constructor(expected: string, got: string, isServerError = false) {
    super(`expected ${expected}, got ${got}`);
    this.isServerError = isServerError;
  }
}

/** What an answer is, short enough for a line. */
export function describe({ status, text, headers }: Answer): string {
  const body = text
    .replaceAll(/\s+/g, " ")
    .replaceAll(/\p{Cc}/gu, "\u{fffd}")
    .slice(0, 160);
  const type = body && !/json/.test(headers["content-type"] ?? "") ? headers["content-type"] : "";
  return [status, type, body].filter(Boolean).join(" ");
}

/** @throws Mismatch for another status */
export function expectStatus(answer: Answer, ...statuses: readonly number[]): Answer {
  if (statuses.includes(answer.status)) return answer;
  throw new Mismatch(statuses.join(" or "), describe(answer), answer.status >= 500);
}

/** @throws Mismatch when the values differ, compared in depth */
export function expectEqual(what: string, got: unknown, expected: unknown): void {
  if (isDeepStrictEqual(got, expected)) return;
  throw new Mismatch(`${what} ${JSON.stringify(expected)}`, JSON.stringify(got) ?? "nothing");
}

/** @throws Mismatch when the condition does not hold */
export function expectThat(holds: boolean, expected: string, got: unknown): void {
  if (!holds) throw new Mismatch(expected, JSON.stringify(got) ?? "nothing");
}

/** One value of a header; several are joined. */
export function headerOf({ headers }: Answer, name: string): string | undefined {
  const value = headers[name.toLowerCase()];
  return Array.isArray(value) ? value.join(", ") : value;
}

/**
 * An error in the API's own shape, whoever made it: status, code, words, and the request's id as in
 * `X-Request-Id`.
 * @param code any when left out
 * @throws Mismatch
 */
export function expectError(answer: Answer, status: number, code?: string): Answer {
  expectStatus(answer, status);
  const { json } = answer;
  const isShaped = typeof json?.code === "string" && json.detail !== undefined;
  expectThat(isShaped, `${status} as {detail, code, request_id}`, json ?? answer.text);
  if (code !== undefined) expectEqual("code", json.code, code);
  const id = headerOf(answer, "x-request-id");
  expectThat(id !== undefined && id === json.request_id, "request_id as in X-Request-Id", {
    header: id,
    body: json.request_id,
  });
  return answer;
}

/** The same error by RFC 9457. @throws Mismatch */
export function expectProblem(answer: Answer, status: number, code: string): Answer {
  expectError(answer, status, code);
  const type = headerOf(answer, "content-type") ?? "";
  expectThat(/^application\/problem\+json\b/.test(type), "application/problem+json", type);
  expectEqual("status in the body", answer.json.status, status);
  expectThat(typeof answer.json.title === "string", "a title", answer.json);
  expectThat(typeof answer.json.detail === "string", "detail as text", answer.json);
  return answer;
}
