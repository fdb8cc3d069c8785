import type { APIGatewayRequestAuthorizerEvent } from "aws-lambda";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import "../support/settings.ts";
import { newApiKey, newKeyId } from "../../../shared/model/api-key/key-format.ts";
import { type KeyServer, startKeyServer } from "../support/key-server.ts";
import { AUDIENCE, createSigner, ISSUER, sign } from "../support/signer.ts";

/** Milliseconds; below the limits of every single call, which stay as they are. */
const AUTHORIZING = 400;

type Handler = typeof import("../../../functions/authorizer/authorize-request.ts")["handler"];
let handler: Handler;
/** The issuer and the table: connections are taken, and nothing is answered. */
let hung: KeyServer;

beforeAll(async () => {
  hung = await startKeyServer();
  const hang = () => undefined;
  hung.answers = { "/keys": hang, "/": hang };
  vi.stubEnv("JWT_MAX_AGE_SECONDS", "86400");
  vi.stubEnv("GATEWAY_DEPLOYMENT", "0123456789abcdef");
  vi.stubEnv("GATEWAY_SHARDS", "32");
  vi.stubEnv("AWS_ENDPOINT_URL_DYNAMODB", hung.url);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "key");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
  const jwksUri = `${hung.url}/keys`;
  vi.stubEnv("JWT_ISSUERS", JSON.stringify([{ issuer: ISSUER, audiences: [AUDIENCE], jwksUri }]));
  vi.doMock("../../../shared/time-limits.ts", async (original) => {
    const real = await original<typeof import("../../../shared/time-limits.ts")>();
    return { ...real, TIME_LIMITS: { ...real.TIME_LIMITS, authorizing: AUTHORIZING } };
  });
  // Loaded beforehand, so that the time of loading the SDK is not in what is measured.
  await import("../../../shared/domain/api-key/verify-api-key.ts");
  await import("../../../shared/domain/issuer/kept-keys.ts");
  ({ handler } = await import("../../../functions/authorizer/authorize-request.ts"));
});
beforeEach(() => {
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(() => hung[Symbol.asyncDispose]());

/** Milliseconds until the authorizer has given up. */
async function patience(multiValueHeaders: Record<string, string[]>): Promise<number> {
  const methodArn = "arn:aws:execute-api:us-east-1:000000000000:local/v1/GET/x";
  const requestContext = { requestId: "r-1" };
  const event = {
    methodArn,
    multiValueHeaders,
    requestContext,
  } as unknown as APIGatewayRequestAuthorizerEvent;
  const started = performance.now();
  await expect(handler(event)).rejects.toThrow(/no time left/);
  return performance.now() - started;
}

const key = () => newApiKey(newKeyId());

test("a JWT whose issuer hangs, and whose kept keys do, is given up in time", async () => {
  const token = await sign(await createSigner("ES256", "one"));
  expect(await patience({ Authorization: [`Bearer ${token}`] })).toBeLessThan(AUTHORIZING + 400);
  expect(hung.asked).toContain("/keys");
});

test("two API keys have one deadline together", async () => {
  const both = { "X-API-Key": [key()], Authorization: [`Bearer ${key()}`] };
  expect(await patience(both)).toBeLessThan(AUTHORIZING + 400);
  expect(hung.asked.filter((path) => path === "/").length).toBeGreaterThanOrEqual(2);
});
