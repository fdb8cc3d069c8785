import type { APIGatewayRequestAuthorizerEvent } from "aws-lambda";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { shardKeyValue, shardOf } from "../../../shared/model/gateway-shard.ts";
import "../support/settings.ts";
import { accountDigest } from "../../../shared/account-digest.ts";
import { type KeyServer, startKeyServer } from "../support/key-server.ts";
import { AUDIENCE, claims, createSigner, ISSUER, type Signer, sign } from "../support/signer.ts";

const STAGE = "arn:aws:execute-api:us-east-1:000000000000:local/v1";
const ARN = `${STAGE}/GET/api/v1/profiles/\${aws:username}/*/all`;
type Handler = typeof import("../../../functions/authorizer/authorize-request.ts")["handler"];
let handler: Handler;
let server: KeyServer;
let signer: Signer;
const written: string[] = [];

beforeAll(async () => {
  signer = await createSigner("RS256", "one");
  server = await startKeyServer({ "/keys": { keys: [signer.publicJwk] } });
  vi.stubEnv("JWT_MAX_AGE_SECONDS", "86400");
  vi.stubEnv("GATEWAY_DEPLOYMENT", "0123456789abcdef");
  vi.stubEnv("GATEWAY_SHARDS", "32");
  vi.stubEnv("AWS_LAMBDA_FUNCTION_NAME", "authorizer");
});
beforeEach(async () => {
  vi.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
  await start(`${server.url}/keys`);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  written.length = 0;
});
afterAll(() => server[Symbol.asyncDispose]());

/** Loads the function anew, as Lambda does for a new environment. */
async function start(jwksUri: string): Promise<void> {
  vi.stubEnv("JWT_ISSUERS", JSON.stringify([{ issuer: ISSUER, audiences: [AUDIENCE], jwksUri }]));
  vi.resetModules();
  ({ handler } = await import("../../../functions/authorizer/authorize-request.ts"));
}

const call = (multiValueHeaders: Record<string, string[]> | null) =>
  handler({
    methodArn: ARN,
    multiValueHeaders,
    requestContext: { requestId: "r-1" },
  } as unknown as APIGatewayRequestAuthorizerEvent);

test("lets a good token call the stage, whatever the path it asked for", async () => {
  const digest = accountDigest("jane");
  expect(await call({ Authorization: [`Bearer ${await sign(signer)}`] })).toEqual({
    // What the gateway may log by itself does not name the account.
    principalId: digest,
    policyDocument: {
      Version: "2012-10-17",
      Statement: [{ Action: "execute-api:Invoke", Effect: "Allow", Resource: `${STAGE}/*` }],
    },
    context: { account: "jane", credential: "jwt", plan: "session", accountDigest: digest },
    usageIdentifierKey: shardKeyValue("session", "0123456789abcdef", shardOf("jane", 32)),
  });
});

test("says exactly Unauthorized when there is no credential, and nothing to the log", async () => {
  for (const headers of [null, {}, { authorization: ["Basic canary"] }, { cookie: ["a=b"] }]) {
    await expect(call(headers as never)).rejects.toThrow(/^Unauthorized$/);
  }
  expect(written).toEqual([]);
});

test("denies a bad credential without a word, and says nothing to the log", async () => {
  const expired = await sign(signer, claims({ exp: 1 }));
  const both = { Authorization: [`Bearer ${await sign(signer)}`], "X-API-Key": ["pr_live_x"] };
  for (const headers of [
    { Authorization: ["Bearer"] },
    { Authorization: ["Bearer canary.canary.canary"] },
    { Authorization: [`Bearer ${expired}`] },
    { authorization: ["Bearer pr_live_canary"] },
    { authorization: ["Basic canary", "Basic canary"] },
    { "x-api-key": ["pr_live_canary"] },
    both,
  ]) {
    expect(await call(headers as never)).toEqual({
      principalId: "nobody",
      policyDocument: {
        Version: "2012-10-17",
        Statement: [{ Action: "execute-api:Invoke", Effect: "Deny", Resource: `${STAGE}/*` }],
      },
    });
  }
  expect(written).toEqual([]);
});

/** CloudWatch's embedded metric format, as the alarm expects it. */
const counted = (metric: string) => ({
  [metric]: 1,
  FunctionName: "authorizer",
  _aws: {
    Timestamp: expect.any(Number),
    CloudWatchMetrics: [
      {
        Namespace: "Profiles",
        Dimensions: [["FunctionName"]],
        Metrics: [{ Name: metric, Unit: "Count" }],
      },
    ],
  },
});

test("an outage of the issuer is a fault of ours, counted and told without the token", async () => {
  await start(`${server.url}/gone`);
  const token = await sign(signer);
  await expect(call({ Authorization: [`Bearer ${token}`] })).rejects.toThrow(
    expect.not.objectContaining({ message: "Unauthorized" }),
  );
  expect(written).toHaveLength(1);
  expect(JSON.parse(written[0] ?? "")).toEqual({
    timestamp: expect.any(String),
    level: "error",
    message: "authorizer failed",
    requestId: "r-1",
    error: expect.stringMatching(
      /^DependencyFailure: The keys cannot be read .*: status 404; nor can those kept .*: Could not load credentials/,
    ),
    ...counted("AuthorizerDependencyFailure"),
  });
  expect(written[0]).not.toContain(token.slice(0, 20));
});

test("an outage that known keys outlast is counted by another name", async () => {
  const { answers } = server;
  await call({ Authorization: [`Bearer ${await sign(signer)}`] });
  server.answers = {};
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 11 * 60_000 });
  await call({ Authorization: [`Bearer ${await sign(signer)}`] });
  server.answers = answers;
  expect(written.map((line) => JSON.parse(line))).toEqual([
    {
      timestamp: expect.any(String),
      level: "warn",
      message: expect.stringMatching(/^The keys cannot be read .*: status 404$/),
      ...counted("IssuerKeysStale"),
    },
  ]);
});
