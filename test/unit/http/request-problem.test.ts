import "../support/settings.ts";
import "../support/uncounted.ts";
import { expect, test } from "vitest";
import { createHandler } from "../../../shared/http/create-handler.ts";
import { inHttpWords } from "../../../shared/http/http-words.ts";
import { validate } from "../../../shared/http/validate.ts";
import { invalidField, Problem } from "../../../shared/model/problem.ts";
import { KEY_IN_USE, KEY_REUSED } from "../../../shared/model/repeated-request.ts";
import { requireVersion } from "../../../shared/model/version-condition.ts";
import type { Route } from "../../../shared/routes/define-route.ts";
import { CONTEXT, jsonEvent } from "../support/api-event.ts";
import { problemOf } from "../support/problem-of.ts";
import { testRoute } from "../support/test-route.ts";

const { body: _, ...withoutBody } = testRoute;
const { query: __, ...withoutQuery } = testRoute;
const { query: ___, ...withoutBoth } = withoutBody;

async function answerTo(route: Route, thrown: unknown) {
  const event = jsonEvent({}, { pathParameters: { id: "0199aaaa-0000-7000-8000-000000000000" } });
  const handler = createHandler(route, async () => {
    throw thrown;
  });
  return JSON.parse((await handler(event, CONTEXT)).body);
}

test.each([
  ["the body", testRoute, "body"],
  ["the body, without a query", withoutQuery, "body"],
  ["the query where there is no body", withoutBody, "query"],
  ["the body where nothing is read", withoutBoth, "body"],
] as const)("what a service finds wrong is of %s", async (_, route, part) => {
  const { detail } = await answerTo(
    route as unknown as Route,
    invalidField("name", "bad", "Is bad."),
  );
  expect(detail).toEqual([{ loc: [part, "name"], msg: "Is bad.", type: "bad" }]);
});

test("what the edge found wrong keeps its part", async () => {
  const problem = await problemOf(() => validate(testRoute.params as never, {}, "path"));
  const { detail } = await answerTo(withoutBody as unknown as Route, problem);
  expect(detail).toMatchObject([{ loc: ["path", "id"] }]);
});

test("the whole input is a part and no more", async () => {
  const issue = { path: [], msg: "Is too large.", type: "too_large" };
  const problem = new Problem("invalid", "validation_error", "Not valid.", { issues: [issue] });
  const { detail } = await answerTo(withoutBoth as unknown as Route, problem);
  expect(detail).toEqual([{ loc: ["body"], msg: "Is too large.", type: "too_large" }]);
});

test("another version is told in the words of the request that asked for it", async () => {
  const problem = await problemOf(() => requireVersion(() => false, 2));
  const words = "The profile has changed since the version named in If-Match.";
  expect(problem.message).not.toContain("If-Match");
  expect((await answerTo(testRoute as unknown as Route, problem)).detail).toBe(words);
  expect(inHttpWords(problem.message)).toBe(words);
  expect(inHttpWords("Anything else.")).toBe("Anything else.");
  expect(inHttpWords(KEY_REUSED)).toBe("This Idempotency-Key was used for another request.");
  expect(inHttpWords(KEY_IN_USE)).toMatch(/^A request with this Idempotency-Key is still running;/);
});
