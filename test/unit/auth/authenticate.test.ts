import { describe, expect, test } from "vitest";
import { authenticate, type Verifiers } from "../../../shared/auth/authenticate.ts";
import { InvalidCredential } from "../../../shared/auth/credentials.ts";
import "../support/settings.ts";
import { fromAuthorizerContext, toAuthorizerContext } from "../../../shared/auth/principal.ts";

/** A credential is the account's name; `bad` is good for nobody. */
const verifiers: Verifiers = {
  jwt: async (account) => {
    if (account === "bad") throw new InvalidCredential("bad");
    return { principal: { account, credential: "jwt", plan: "session" }, usageKey: "session" };
  },
  apiKey: async (account) => {
    if (account === "bad") throw new InvalidCredential("bad");
    return { principal: { account, credential: "api_key", plan: "free" }, usageKey: "own" };
  },
};

test("one good credential tells the account, its plan and its key in the gateway", async () => {
  expect(await authenticate({ jwt: "jane", apiKeys: [] }, verifiers)).toEqual({
    principal: { account: "jane", credential: "jwt", plan: "session" },
    usageKey: "session",
  });
  expect(await authenticate({ jwt: undefined, apiKeys: ["jane"] }, verifiers)).toEqual({
    principal: { account: "jane", credential: "api_key", plan: "free" },
    usageKey: "own",
  });
});

test("two good ones of the same account count as the JWT", async () => {
  const { principal } = await authenticate({ jwt: "jane", apiKeys: ["jane"] }, verifiers);
  expect(principal.credential).toBe("jwt");
});

test("two keys of the same account count as the first", async () => {
  const { principal } = await authenticate(
    { jwt: undefined, apiKeys: ["jane", "jane"] },
    verifiers,
  );
  expect(principal).toEqual({ account: "jane", credential: "api_key", plan: "free" });
});

test("none, a bad one, or two of different accounts are refused", async () => {
  for (const credentials of [
    { jwt: undefined, apiKeys: [] },
    { jwt: "bad", apiKeys: [] },
    { jwt: undefined, apiKeys: ["bad"] },
    { jwt: "jane", apiKeys: ["bad"] },
    { jwt: "bad", apiKeys: ["jane"] },
    { jwt: "jane", apiKeys: ["bob"] },
    { jwt: undefined, apiKeys: ["jane", "bad"] },
    { jwt: undefined, apiKeys: ["bad", "jane"] },
    { jwt: undefined, apiKeys: ["jane", "bob"] },
  ]) {
    await expect(authenticate(credentials, verifiers)).rejects.toThrow(InvalidCredential);
  }
});

describe("the authorizer's context", () => {
  test.each(["jwt", "api_key"] as const)("carries a principal by %s as flat text", (credential) => {
    const context = toAuthorizerContext({ account: "jane", credential, plan: "free" });
    expect(Object.values(context).every((value) => typeof value === "string")).toBe(true);
    expect(fromAuthorizerContext(context)).toEqual({ account: "jane", credential, plan: "free" });
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

  test.each([
    undefined,
    "",
    "JWT",
    "cookie",
    ["jwt"],
  ])("with the credential %j is not taken for one with a JWT", (credential) => {
    const context = { account: "jane", plan: "session", credential };
    expect(() => fromAuthorizerContext(context)).toThrow("unknown kind of credential");
  });

  test.each([undefined, "", "gold", "constructor"])("with the plan %j is refused", (plan) => {
    const context = { account: "jane", credential: "api_key", plan };
    expect(() => fromAuthorizerContext(context)).toThrow("unknown plan");
  });
});
