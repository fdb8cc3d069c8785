import { describe, expect, test } from "vitest";
import { asProblem, renderProblem, STATUS_TITLE } from "../../../shared/http/render-problem.ts";
import {
  invalidField,
  Problem,
  type ProblemKind,
  profileRemoved,
} from "../../../shared/model/problem.ts";

const render = (error: unknown, accept?: string) =>
  renderProblem(error, { requestId: "r-1", accept });
const gone = profileRemoved();
const invalid = invalidField("name", "too_long", "Must be at most 120 characters.");

test("an error has detail, code and request id", () => {
  expect(render(gone)).toEqual({
    status: 410,
    contentType: "application/json",
    headers: {},
    body: { detail: "Profile removed", code: "profile_removed", request_id: "r-1" },
  });
});

test("an invalid request has its faults as detail", () => {
  const fault = { loc: ["body", "name"], msg: expect.any(String), type: "too_long" };
  expect(render(invalid)).toMatchObject({
    status: 422,
    body: { detail: [fault], code: "validation_error", request_id: "r-1" },
  });
});

describe("RFC 9457, when the caller accepts it", () => {
  test.each([
    "application/problem+json",
    "application/json, application/problem+json;q=0.5",
    "Application/Problem+JSON",
  ])("by %s", (accept) => {
    const { contentType, body } = render(gone, accept);
    expect(contentType).toBe("application/problem+json");
    expect(body).toEqual({
      ...{ type: "about:blank", title: "Gone", status: 410, detail: "Profile removed" },
      ...{ code: "profile_removed", request_id: "r-1" },
    });
  });

  test("has the faults beside a sentence", () => {
    expect(render(invalid, "application/problem+json").body).toMatchObject({
      detail: "The request is not valid.",
      errors: [{ loc: ["body", "name"], type: "too_long" }],
    });
  });

  test.each([
    undefined,
    "",
    "*/*",
    "application/json",
    "application/problem+jsonp",
  ])("not by %j", (accept) => {
    expect(render(gone, accept).contentType).toBe("application/json");
  });
});

describe("whatever else is thrown says nothing", () => {
  const secret = "secret-of-the-provider";
  test.each([
    ["an error", new Error(secret)],
    ["a look-alike", Object.assign(new Error(secret), { kind: "removed", code: secret })],
    ["a string", secret],
    ["nothing", undefined],
    ["null", null],
  ])("%s", (_, thrown) => {
    const { status, body } = render(thrown);
    expect(status).toBe(500);
    expect(body).toEqual({
      ...{ detail: "Something went wrong on our side.", code: "internal_error" },
      ...{ request_id: "r-1" },
    });
  });
});

test.each([
  ["malformed", 400],
  ["forbidden", 403],
  ["not_found", 404],
  ["conflict", 409],
  ["outdated", 412],
  ["too_large", 413],
  ["unsupported", 415],
  ["invalid", 422],
  ["limited", 429],
  ["internal", 500],
] satisfies [ProblemKind, number][])("%s is %i, and has a title", (kind, status) => {
  expect(asProblem(new Problem(kind, "code", "detail")).status).toBe(status);
  expect(STATUS_TITLE[status]).toBeTruthy();
});

test("says when a limit leaves room again", () => {
  const retryAt = Math.floor(Date.now() / 1_000) + 60;
  const later = new Problem("limited", "spent", "Spent.", { retryAt });
  expect(Number(render(later).headers["Retry-After"])).toBeGreaterThanOrEqual(59);
  const now = new Problem("limited", "spent", "Spent.", { retryAt: 0 });
  expect(render(now).headers).toEqual({ "Retry-After": "1" });
});
