import { describe, expect, test } from "vitest";
import { asProblem } from "../../shared/http/render-problem.ts";
import { isUnavailable, Unavailable } from "../../shared/unavailable.ts";

/** An error as the SDK makes it. */
function awsError(name: string, status: number, more: object = {}): Error {
  return Object.assign(new Error("secret of the provider"), {
    name,
    $metadata: { httpStatusCode: status },
    ...more,
  });
}

const cancelled = (...codes: string[]) =>
  awsError("TransactionCanceledException", 400, {
    CancellationReasons: codes.map((Code) => ({ Code })),
  });
const broken = (code: string) => Object.assign(new Error("broken"), { code });

describe("a service that is throttled, slow or away", () => {
  test.each<[string, unknown]>([
    ["the table's capacity", awsError("ProvisionedThroughputExceededException", 400)],
    ["the account's requests", awsError("RequestLimitExceeded", 400)],
    ["throttling", awsError("ThrottlingException", 400)],
    ["S3's pace", awsError("SlowDown", 503)],
    ["the control plane's pace", awsError("TooManyRequestsException", 429)],
    ["the control plane's room", awsError("LimitExceededException", 429)],
    ["a fault of the service", awsError("InternalServerError", 500)],
    ["a fault without a name", awsError("Unknown", 502)],
    ["a service that says it is away", awsError("ServiceUnavailable", 503)],
    ["S3's patience", awsError("RequestTimeout", 400)],
    ["a transaction half-way", awsError("TransactionInProgressException", 400)],
    ["a write that met a transaction", awsError("TransactionConflictException", 400)],
    ["a throttled transaction", cancelled("None", "ThrottlingError")],
    ["a transaction without capacity", cancelled("ProvisionedThroughputExceeded", "None")],
    ["a time-out", Object.assign(new Error("late"), { name: "TimeoutError" })],
    ["a refused connection", broken("ECONNREFUSED")],
    ["a reset connection", broken("ECONNRESET")],
    ["a name that is not found", broken("ENOTFOUND")],
    ["no time left", new Unavailable("no time")],
  ])("%s is a 503 that says when, and no more", (_, error) => {
    expect(isUnavailable(error)).toBe(true);
    const { problem, status } = asProblem(error);
    expect([status, problem.code]).toEqual([503, "service_unavailable"]);
    expect(problem.retryAt).toBe(Math.floor(Date.now() / 1_000) + 5);
    expect(problem.message).not.toContain("secret");
  });
});

describe("a fault of our own", () => {
  test.each<[string, unknown]>([
    ["a call that is wrong", awsError("ValidationException", 400)],
    ["one that is not allowed", awsError("AccessDeniedException", 400)],
    ["one that S3 does not allow", awsError("AccessDenied", 403)],
    ["a table that is not there", awsError("ResourceNotFoundException", 400)],
    ["a condition nobody expected", awsError("ConditionalCheckFailedException", 400)],
    ["a transaction that is wrong", cancelled("ValidationError", "None")],
    ["a transaction in conflict", cancelled("TransactionConflict", "None")],
    ["a slip", new TypeError("undefined is not a function")],
    ["a missing setting", new Error("The environment variable X is not set.")],
    ["missing credentials", Object.assign(new Error("none"), { name: "CredentialsProviderError" })],
    ["a look-alike that is no error", { name: "Unavailable" }],
    ["nothing", undefined],
  ])("%s is a 500 that asks for no second try", (_, error) => {
    expect(isUnavailable(error)).toBe(false);
    const { problem, status } = asProblem(error);
    expect([status, problem.code, problem.retryAt]).toEqual([500, "internal_error", undefined]);
  });
});
