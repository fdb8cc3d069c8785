import { expect, test } from "vitest";
import { ApiError } from "../source/client.ts";
import { type FakeAnswer, fakeApi, json, problem } from "./support/fake-api.ts";

async function errorOf(answer: FakeAnswer): Promise<ApiError> {
  const { client } = fakeApi([answer], { retries: 0 });
  const error = await client.profiles.getPrimaryProfile().catch((error) => error);
  expect(error).toBeInstanceOf(ApiError);
  return error;
}

const ISSUES = [
  { loc: ["body", "name"], msg: "Must be at most 120 characters.", type: "too_long" },
  { loc: ["body", "skills", 3], msg: "Must not be empty.", type: "too_short" },
];

test("the contract's error has its parts", async () => {
  const error = await errorOf(problem(409, "slug_taken", { "retry-after": "3" }));
  expect(error).toMatchObject({
    name: "ApiError",
    message: "This is slug_taken.",
    status: 409,
    code: "slug_taken",
    requestId: "r-1",
    issues: [],
    retryAfter: 3,
  });
});

test.each([
  ["the contract", { detail: ISSUES, code: "invalid", request_id: "r-2" }, "application/json"],
  [
    "RFC 9457",
    { detail: ISSUES.map(({ msg }) => msg).join(" "), errors: ISSUES, code: "invalid" },
    "application/problem+json",
  ],
])("issues as %s words them", async (_, body, type) => {
  const error = await errorOf(json(422, body, { "content-type": type }));
  expect(error.issues).toEqual(ISSUES);
  expect(error.message).toContain("Must be at most 120 characters.");
  expect(error.retryAfter).toBeUndefined();
});

test("their places are in the message", async () => {
  const error = await errorOf(json(422, { detail: ISSUES, code: "invalid" }));
  expect(error.message).toBe(
    "body.name: Must be at most 120 characters. body.skills.3: Must not be empty.",
  );
});

test.each([
  ["a page", "<html>Bad gateway</html>", "text/html"],
  ["nothing", "", "text/plain"],
  ["JSON of another kind", "[1]", "application/json"],
  ["null", "null", "application/json"],
  ["broken JSON", "{", "application/json"],
  ["bytes", "\u0000", "application/octet-stream"],
])("an error that is not the API's own: %s", async (_, body, type) => {
  const headers = { "content-type": type, "x-request-id": "edge-1" };
  const error = await errorOf(new Response(body, { status: 502, headers }));
  expect(error).toMatchObject({ status: 502, code: "unknown", requestId: "edge-1", issues: [] });
  expect(error.message).toBe("HTTP 502");
});

test("a page in the place of an answer is an error", async () => {
  const page = new Response("<p>Sign in</p>", { headers: { "content-type": "text/html" } });
  expect(await errorOf(page)).toMatchObject({ status: 200, code: "unexpected_answer" });
});
