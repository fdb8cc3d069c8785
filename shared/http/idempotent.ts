import type { APIGatewayProxyEvent } from "aws-lambda";
import { runOnce } from "../domain/idempotency/run-once.ts";
import { header } from "../headers.ts";
import type { RequestContent } from "./read-request.ts";
import type { ApiResponse } from "./render.ts";
import { InvalidPart } from "./request-problem.ts";

/** Makes a body of what an answer kept. */
export type Recall = (kept: unknown) => Promise<unknown>;

/** Visible ASCII, as client libraries send it. */
const KEY_SHAPE = /^[\x21-\x7e]{1,255}$/;

/**
 * Carries a POST out once for each `Idempotency-Key` of an account and route; without the header,
 * each time.
 * @param run is given the id for what the request makes; undefined lets it choose
 * @param recall makes the body of an answer sent again, where something else was kept of it
 */
export async function idempotent<Body>(
  event: APIGatewayProxyEvent,
  scope: { readonly account: string; readonly route: string },
  content: RequestContent<unknown, unknown, Body>,
  run: (newId: string | undefined) => Promise<ApiResponse>,
  recall: Recall | undefined,
): Promise<ApiResponse> {
  const sent = event.httpMethod === "POST" ? header(event, "idempotency-key") : undefined;
  if (sent === undefined) return run(undefined);
  const key = withoutQuotes(sent);
  if (!KEY_SHAPE.test(key)) throw malformedKey();
  // The values as understood, not the bytes: a form sent again has another boundary.
  const condition = header(event, "if-match");
  const asked = [content.params, content.query, content.body];
  const told = JSON.stringify(condition === undefined ? asked : [...asked, condition]);
  const parts = [told, ...(content.file ? [content.file] : [])];
  let fresh: ApiResponse | undefined;
  const { answer } = await runOnce({ ...scope, key, content: parts }, async (newId) => {
    fresh = await run(newId);
    return stored(fresh);
  });
  if (fresh) return fresh;
  const again = { ...answer, headers: { ...answer.headers, "Idempotent-Replayed": "true" } };
  return recall && answer.kept !== undefined
    ? { ...again, body: await recall(answer.kept) }
    : again;
}

/**
 * The draft standard has the header as a structured string, in quotes (RFC 9651, 3.3.3). Most
 * clients send it bare. Both are the same key.
 */
function withoutQuotes(value: string): string {
  const quoted = /^"((?:[^"\\]|\\["\\])*)"$/.exec(value)?.[1];
  return quoted === undefined ? value : quoted.replaceAll(/\\(["\\])/g, "$1");
}

function stored({ body, ...answer }: ApiResponse): ApiResponse {
  return answer.kept === undefined ? { ...answer, body } : answer;
}

function malformedKey() {
  const msg = "Must be 1 to 255 visible ASCII characters.";
  return new InvalidPart("header", [{ path: ["Idempotency-Key"], msg, type: "invalid_format" }]);
}
