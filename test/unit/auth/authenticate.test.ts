import { createLocalJWKSet } from "jose";
import { describe, expect, test } from "vitest";
import { authenticate } from "../../../shared/auth/authenticate.ts";
import { InvalidCredential } from "../../../shared/auth/credentials.ts";
import { fromAuthorizerContext, toAuthorizerContext } from "../../../shared/auth/principal.ts";
import { AUDIENCE, createSigner, ISSUER, sign } from "../support/signer.ts";

const signer = await createSigner("EdDSA", "one");
const trust = {
  keys: createLocalJWKSet({ keys: [signer.publicJwk] }),
  rules: { issuer: ISSUER, audience: AUDIENCE },
};

test("a good token tells the account", async () => {
  const credentials = { bearer: await sign(signer), apiKey: undefined };
  expect(await authenticate(credentials, trust)).toEqual({ account: "jane", credential: "jwt" });
});

test("no credential, an unknown key, or a good token beside one are refused", async () => {
  const bearer = await sign(signer);
  for (const credentials of [
    { bearer: undefined, apiKey: undefined },
    { bearer: undefined, apiKey: "pr_live_x" },
    { bearer: undefined, apiKey: "" },
    { bearer, apiKey: "pr_live_x" },
    { bearer: "a.b.c", apiKey: undefined },
  ]) {
    await expect(authenticate(credentials, trust)).rejects.toThrow(InvalidCredential);
  }
});

describe("the authorizer's context", () => {
  test.each(["jwt", "api_key"] as const)("carries a principal by %s as flat text", (credential) => {
    const context = toAuthorizerContext({ account: "jane", credential });
    expect(Object.values(context).every((value) => typeof value === "string")).toBe(true);
    expect(fromAuthorizerContext(context)).toEqual({ account: "jane", credential });
  });

  test.each([
    null,
    undefined,
    {},
    { account: "" },
    { account: 5 },
    { principalId: "jane" },
  ])("that names no account is our own fault: %j", (context) => {
    expect(() => fromAuthorizerContext(context)).toThrow("no authorizer context");
  });
});
