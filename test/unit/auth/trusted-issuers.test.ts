import { expect, test } from "vitest";
import { isOwnAccount, ownPrefix } from "../../../shared/auth/account-namespace.ts";
import { jwksUriOf, trustIssuers } from "../../../shared/auth/trusted-issuers.ts";

const ISSUER = "https://issuer.example.com/";
const prefixOf = (accounts?: string) => {
  const setting = { issuer: ISSUER, audiences: ["api"], accounts };
  return trustIssuers([setting], { maxAgeSeconds: 1 }).issuers.get(ISSUER)?.accountPrefix;
};

test("accounts begin with what the setting says, or what the issuer's name makes", () => {
  // printf %s https://issuer.example.com/ | sha256sum | cut -c1-16
  expect(ownPrefix(ISSUER)).toBe("iss:60c54c47145d6c8f:");
  expect(prefixOf()).toBe("");
  expect(prefixOf("shared")).toBe("");
  expect(prefixOf("own")).toBe(ownPrefix(ISSUER));
  expect(prefixOf("iss:0123456789abcdef:")).toBe("iss:0123456789abcdef:");
});

test.each([
  [`${ownPrefix(ISSUER)}jane`, true],
  [ownPrefix(ISSUER), true],
  [`x${ownPrefix(ISSUER)}jane`, false],
  ["iss:jane", false],
  ["jane", false],
])("%s is of an issuer of its own: %s", (account, isOwn) => {
  expect(isOwnAccount(account)).toBe(isOwn);
});

test.each([
  [ISSUER, "/keys", "https://issuer.example.com/keys"],
  ["https://issuer.example.com/realms/x", "/certs", "https://issuer.example.com/realms/x/certs"],
  [ISSUER, "https://keys.example/keys", "https://keys.example/keys"],
  [ISSUER, undefined, undefined],
])("the keys of %s at %s are at %s", (issuer, jwksUri, address) => {
  expect(jwksUriOf({ issuer, jwksUri })).toBe(address);
});
