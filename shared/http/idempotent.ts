import type { APIGatewayProxyEvent } from "aws-lambda";
import { invalid } from "../domain/errors.ts";
import { runOnce } from "../domain/idempotency/run-once.ts";
import { header } from "./headers.ts";
import type { RequestContent } from "./read-request.ts";
import type { ApiResponse } from "./render.ts";

/** Visible ASCII, as client libraries send it. */
const KEY_SHAPE = /^[\x21-\x7e]{1,255}$/;

/**
 * Carries a POST out once for each `Idempotency-Key` of an account and route; without the header,
 * each time.
 * @param run is given the id for what the request makes; undefined lets it choose
 */
export async function idempotent<Body>(
  event: APIGatewayProxyEvent,
  scope: { readonly account: string; readonly route: string },
  content: RequestContent<unknown, unknown, Body>,
  run: (newId: string | undefined) => Promise<ApiResponse>,
): Promise<ApiResponse> {
  const key = event.httpMethod === "POST" ? header(event, "idempotency-key") : undefined;
  if (key === undefined) return run(undefined);
  if (!KEY_SHAPE.test(key)) throw malformedKey();
  // The values as understood, not the bytes: a form sent again has another boundary.
  const told = JSON.stringify([content.params, content.query, content.body]);
  const parts = [told, ...(content.file ? [content.file] : [])];
  const { answer, replayed } = await runOnce({ ...scope, key, content: parts }, run);
  return replayed
    ? { ...answer, headers: { ...answer.headers, "Idempotent-Replayed": "true" } }
    : answer;
}

function malformedKey() {
  const msg = "Must be 1 to 255 visible ASCII characters.";
  return invalid([{ loc: ["header", "Idempotency-Key"], msg, type: "invalid_format" }]);
}
