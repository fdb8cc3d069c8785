import "../support/settings.ts";
import "../support/uncounted.ts";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createHandler } from "../../../shared/http/create-handler.ts";
import { profileNotFound } from "../../../shared/model/problem.ts";
import { defineRoute } from "../../../shared/routes/define-route.ts";
import {
  apiEvent,
  CONTEXT,
  digestOf,
  type EventOptions,
  jsonEvent,
  REQUEST_ID,
} from "../support/api-event.ts";
import { testRoute } from "../support/test-route.ts";

type Handle = Parameters<typeof createHandler>[1];
type Answer = Awaited<ReturnType<Handle>>;
/** RFC 3339, in UTC. */
const TIMESTAMP = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const ID = "0199aaaa-0000-7000-8000-000000000000";

const written: string[] = [];
beforeEach(() => {
  vi.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
});
afterEach(() => {
  vi.restoreAllMocks();
  written.length = 0;
});
const logged = () => written.map((line) => JSON.parse(line));

async function call(handle: Handle, options: EventOptions = {}, body: unknown = {}) {
  const event = jsonEvent(body, { pathParameters: { id: ID }, ...options });
  const answer = await createHandler(testRoute, handle)(event, CONTEXT);
  return { ...answer, json: answer.body ? JSON.parse(answer.body) : undefined };
}
const ok = async (): Promise<Answer> => ({ status: 200, body: { ok: true } });

describe("a request", () => {
  test("reaches the handler whole and checked", async () => {
    const handle = vi.fn(ok);
    await call(handle, { query: { limit: "5" } }, { name: "Jane" });
    expect(handle).toHaveBeenCalledExactlyOnceWith({
      ...{ account: "jane", params: { id: ID }, query: { limit: "5" }, body: { name: "Jane" } },
      ...{ file: undefined, ifMatch: undefined, linkTo: expect.any(Function) },
      holds: expect.any(Function),
      visitor: expect.any(Function),
    });
  });

  test.each([
    ["parameters", { pathParameters: { id: "x" } }, {}, 422, ["path", "id"]],
    ["missing parameters", { pathParameters: null }, {}, 422, ["path", "id"]],
    ["query", { query: { limit: 5 } as never }, {}, 422, ["query", "limit"]],
    ["a body", {}, { name: 5 }, 422, ["body", "name"]],
  ])("with wrong %s does not", async (_, options, body, status, loc) => {
    const handle = vi.fn(ok);
    const answer = await call(handle, options, body);
    expect(handle).not.toHaveBeenCalled();
    expect(answer).toMatchObject({ statusCode: status, json: { detail: [{ loc }] } });
  });

  test.each([
    ["as sent", ID.replaceAll("-", "%2D"), 200],
    ["as decoded already", ID, 200],
    ["escaped twice", ID.replaceAll("-", "%252D"), 422],
    ["with a broken escape", `${ID}%zz`, 422],
    ["with bytes that are no UTF-8", `${ID}%FF`, 422],
  ])("has its id decoded once, %s", async (_, id, status) => {
    const handle = vi.fn(ok);
    expect((await call(handle, { pathParameters: { id } })).statusCode).toBe(status);
    const params = expect.objectContaining({ params: { id: ID } });
    expect(handle.mock.calls).toEqual(status === 200 ? [[params]] : []);
  });

  test("without the authorizer's word is our own fault", async () => {
    expect((await call(ok, { account: null })).statusCode).toBe(500);
  });
});

describe("an answer", () => {
  test("is JSON with the request id and an entity tag", async () => {
    const { statusCode, headers, body } = await call(async () => ({
      ...{ status: 201, body: { a: 1 }, version: 3, headers: { Location: "/x" } },
    }));
    expect({ statusCode, body }).toEqual({ statusCode: 201, body: '{"a":1}' });
    expect(headers).toMatchObject({
      "Content-Type": "application/json",
      "X-Request-Id": REQUEST_ID,
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "private, no-cache",
      "Access-Control-Allow-Origin": "*",
      ETag: '"3"',
      Location: "/x",
    });
  });

  test("without a body names no type", async () => {
    const { statusCode, headers, body } = await call(async () => ({ status: 204 }));
    expect({ statusCode, body }).toEqual({ statusCode: 204, body: "" });
    expect(headers).not.toHaveProperty("Content-Type");
    expect(headers).toHaveProperty("X-Request-Id", REQUEST_ID);
  });

  test.each([
    "GET",
    "HEAD",
  ])("that the reader of %s has already is 304, with its tag and the type of what it has", async (method) => {
    const read = async () => ({ status: 200, body: {}, version: 3 });
    const options = { method, headers: { "If-None-Match": 'W/"3"' } };
    const { statusCode, headers, body } = await call(read, options);
    expect({ statusCode, body }).toEqual({ statusCode: 304, body: "" });
    expect(headers).toMatchObject({ ETag: '"3"', "X-Request-Id": REQUEST_ID });
    expect(headers).toHaveProperty("Content-Type", "application/json");
    expect((await call(read, { ...options, method: "PATCH" })).statusCode).toBe(200);
    expect((await call(ok, options)).statusCode).toBe(200);
  });

  test("holds If-Match against a version", async () => {
    const handle = vi.fn(ok);
    await call(handle, { headers: { "IF-MATCH": '"3"' } });
    const [[request]] = handle.mock.calls as unknown as [Parameters<Handle>];
    expect([2, 3].map((version) => request.ifMatch?.(version))).toEqual([false, true]);
  });
});

describe("an error", () => {
  const fail = async () => {
    throw profileNotFound();
  };

  test("of the caller has the contract's shape", async () => {
    const { statusCode, headers, json } = await call(fail);
    expect(statusCode).toBe(404);
    expect(headers).toMatchObject({
      "Content-Type": "application/json",
      "Cache-Control": "no-store",
    });
    expect(headers).toMatchObject({ "X-Request-Id": REQUEST_ID });
    expect(json).toEqual({
      ...{ detail: "Profile not found.", code: "profile_not_found", request_id: REQUEST_ID },
    });
  });

  test("is a problem document where that is accepted", async () => {
    const { headers, json } = await call(fail, { headers: { accept: "application/problem+json" } });
    expect(headers).toMatchObject({ "Content-Type": "application/problem+json" });
    expect(json).toMatchObject({ status: 404, code: "profile_not_found", request_id: REQUEST_ID });
  });

  test.each([
    new Error("secret"),
    "secret",
    null,
    undefined,
  ])("that nobody expected is a 500 that says nothing: %s", async (thrown) => {
    const { statusCode, body, headers } = await call(async () => {
      throw thrown;
    });
    expect(statusCode).toBe(500);
    expect(body).not.toContain("secret");
    expect(headers).toMatchObject({ "X-Request-Id": REQUEST_ID });
  });
});

describe("the log", () => {
  const account = digestOf("jane");
  const line = { message: "request", account, requestId: REQUEST_ID, route: "test-thing" };

  test("has one line a request, in which a digest stands for the account", async () => {
    await call(ok);
    expect(account).toMatch(/^[0-9a-f]{32}$/);
    expect(written.join()).not.toContain("jane");
    expect(logged()).toEqual([
      { ...line, timestamp: TIMESTAMP, level: "info", status: 200, durationMs: expect.any(Number) },
    ]);
  });

  test("has one line for an error of the caller, without its body", async () => {
    await call(ok, {}, { name: 5, secret: "canary" });
    expect(logged()).toMatchObject([
      { ...line, level: "info", status: 422, code: "validation_error" },
    ]);
    expect(written.join()).not.toContain("canary");
    expect(logged()[0]).not.toHaveProperty("error");
  });

  test("has one line with the stack for a fault of ours", async () => {
    await call(async () => {
      throw new Error("why");
    });
    expect(logged()).toMatchObject([{ ...line, level: "error", status: 500 }]);
    expect(logged()[0].error).toMatch(/^Error: why\n\s+at /);
  });
});

test("a public route needs no account", async () => {
  const open = defineRoute({
    ...testRoute,
    auth: "public",
    params: undefined,
    body: undefined,
  } as never);
  const handle = vi.fn(ok);
  const answer = await createHandler(open, handle)(apiEvent({ account: null }), CONTEXT);
  expect(answer.statusCode).toBe(200);
  expect(handle).toHaveBeenCalledWith(expect.objectContaining({ account: "" }));
});

test("bytes leave in base64, and are marked as such, so that the gateway decodes them", async () => {
  const bytes = Uint8Array.of(0x89, 0x50, 0x00, 0xff);
  const headers = { accept: "application/json" };
  const event = jsonEvent({}, { pathParameters: { id: ID }, headers });
  const handle = async (): Promise<Answer> => ({ status: 200, bytes, contentType: "image/png" });
  const answer = await createHandler(testRoute, handle)(event, CONTEXT);
  expect(answer).toMatchObject({ statusCode: 200, isBase64Encoded: true });
  expect(answer.headers?.["Content-Type"]).toBe("image/png");
  expect(Buffer.from(answer.body, "base64")).toEqual(Buffer.from(bytes));
});
