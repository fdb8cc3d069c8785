import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { TAKEN_DOWN } from "../model/problem.ts";
import { errorPage } from "../pages/error-page.ts";
import { pageHeaders } from "./page-headers.ts";
import { renderError } from "./render.ts";
import { asProblem } from "./render-problem.ts";

/** An error as {@link renderError} has it, with a page for people in the place of its body. */
export function renderErrorPage(
  event: APIGatewayProxyEvent,
  error: unknown,
  extra: Readonly<Record<string, string>>,
): APIGatewayProxyResult {
  const answer = renderError(event, error, extra);
  const { statusCode: status } = answer;
  // Unknown ones and drafts must not differ by a byte: their pages name no request.
  const requestId = status >= 500 ? event.requestContext.requestId : undefined;
  const { code, message } = asProblem(error).problem;
  const note = code === TAKEN_DOWN ? message : undefined;
  const body = errorPage({ status, code, note, requestId });
  const type = { "Content-Type": "text/html; charset=utf-8" };
  return { ...answer, headers: { ...answer.headers, ...pageHeaders(body), ...type }, body };
}
