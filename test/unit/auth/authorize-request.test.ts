import type { APIGatewayRequestAuthorizerEvent } from "aws-lambda";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { type KeyServer, startKeyServer } from "../support/key-server.ts";
import { AUDIENCE, claims, createSigner, ISSUER, type Signer, sign } from "../support/signer.ts";

const ARN = "arn:aws:execute-api:us-east-1:000000000000:local/v1/GET/api/v1/profiles/all";
type Handler = typeof import("../../../functions/authorizer/authorize-request.ts")["handler"];
let handler: Handler;
let server: KeyServer;
let signer: Signer;
const written: string[] = [];

beforeAll(async () => {
  signer = await createSigner("RS256", "one");
  server = await startKeyServer({ "/keys": { keys: [signer.publicJwk] } });
  vi.stubEnv("JWT_ISSUER", ISSUER);
  vi.stubEnv("JWT_AUDIENCE", AUDIENCE);
});
beforeEach(async () => {
  vi.stubEnv("JWT_JWKS_URI", `${server.url}/keys`);
  vi.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
  vi.resetModules();
  ({ handler } = await import("../../../functions/authorizer/authorize-request.ts"));
});
afterEach(() => {
  vi.restoreAllMocks();
  written.length = 0;
});
afterAll(() => server[Symbol.asyncDispose]());

const call = (multiValueHeaders: Record<string, string[]> | null) =>
  handler({ methodArn: ARN, multiValueHeaders } as unknown as APIGatewayRequestAuthorizerEvent);

test("lets a good token call just the method it asked for", async () => {
  expect(await call({ Authorization: [`Bearer ${await sign(signer)}`] })).toEqual({
    principalId: "jane",
    policyDocument: {
      Version: "2012-10-17",
      Statement: [{ Action: "execute-api:Invoke", Effect: "Allow", Resource: ARN }],
    },
    context: { account: "jane", credential: "jwt" },
  });
});

test("says exactly Unauthorized to everything else, and nothing more to the log", async () => {
  const expired = await sign(signer, claims({ exp: 1 }));
  const both = { Authorization: [`Bearer ${await sign(signer)}`], "X-API-Key": ["pr_live_x"] };
  for (const headers of [
    null,
    {},
    { Authorization: ["Bearer canary.canary.canary"] },
    { Authorization: [`Bearer ${expired}`] },
    { authorization: ["Basic canary"] },
    { "x-api-key": ["pr_live_canary"] },
    both,
  ]) {
    await expect(call(headers as never)).rejects.toThrow(/^Unauthorized$/);
  }
  expect(written).toEqual([]);
});

test("an outage of the issuer is a fault of ours, told without the token", async () => {
  vi.stubEnv("JWT_JWKS_URI", `${server.url}/gone`);
  vi.resetModules();
  ({ handler } = await import("../../../functions/authorizer/authorize-request.ts"));
  const token = await sign(signer);
  await expect(call({ Authorization: [`Bearer ${token}`] })).rejects.toThrow(
    expect.not.objectContaining({ message: "Unauthorized" }),
  );
  expect(written).toHaveLength(1);
  expect(JSON.parse(written[0] ?? "")).toMatchObject({ level: "error" });
  expect(written[0]).not.toContain(token.slice(0, 20));
});
