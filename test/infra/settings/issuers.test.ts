import { Stack } from "aws-cdk-lib";
import { expect, test } from "vitest";
import {
  ENVIRONMENT_BYTES,
  ISSUERS_BYTES,
  issuersBytes,
  TOLD_SECRET_LENGTH,
} from "../../../infra/settings/environment-budget.ts";
import { trustedIssuers } from "../../../infra/settings/jwt-issuers.ts";
import { readSettings } from "../../../infra/settings/read-settings.ts";
import { ownPrefix } from "../../../shared/auth/account-namespace.ts";

const required = { jwtIssuer: "https://issuer.example", jwtAudience: "profiles-api" };

function read(given: Record<string, unknown>, environment: Record<string, string> = {}) {
  return readSettings((name) => given[name], environment);
}

const list = [{ issuer: "https://a.example", audience: "api" }];

test("several issuers, as JSON or as a list, in place of the one or besides it", () => {
  for (const jwtIssuers of [list, JSON.stringify(list)]) {
    const [first] = [{ issuer: "https://a.example", audiences: ["api"] }];
    expect(trustedIssuers(read({ jwtIssuers }))).toEqual([first]);
    expect(trustedIssuers(read({ ...required, jwtIssuers }))).toEqual([
      { issuer: required.jwtIssuer, audiences: [required.jwtAudience] },
      { ...first, accounts: "iss:38612c965a9c4c35:" },
    ]);
  }
  const jwksUri = "https://keys.example/jwks.json";
  expect(trustedIssuers(read({ ...required, jwtJwksUri: jwksUri }))).toEqual([
    { issuer: required.jwtIssuer, audiences: [required.jwtAudience], jwksUri },
  ]);
});

test.each([
  ["web,ios", ["web", "ios"]],
  [" web , ios,web", ["web", "ios"]],
  ['["web","a,b"]', ["web", "a,b"]],
  [
    ["web", "a,b"],
    ["web", "a,b"],
  ],
  ["318790001", ["318790001"]],
  ['{"a"', ['{"a"']],
])("the audiences %j are %j, of the one issuer and in a list", (audience, audiences) => {
  expect(read({ ...required, jwtAudience: audience }).jwtAudience).toEqual(audiences);
  const [only] = trustedIssuers(read({ jwtIssuers: [{ issuer: "https://a.example", audience }] }));
  expect(only?.audiences).toEqual(audiences);
});

test("keys below the issuer are told without what they have in common", () => {
  const entry = { issuer: "https://a.example/realms/x/", audience: "api" };
  const told = (jwksUri: string) =>
    trustedIssuers(read({ jwtIssuers: [{ ...entry, jwksUri }] }))[0]?.jwksUri;
  expect(told("https://a.example/realms/x/certs")).toBe("/certs");
  for (const other of ["https://a.example/realms/xyz/certs", "https://a.example/realms/x"]) {
    expect(told(other)).toBe(other);
  }
});

const pool = { issuer: "https://pool.example", audiences: ["app"] };
const other = { issuer: "https://b.example", audience: "api" };

test.each([
  ["the one issuer", required, undefined, { "https://issuer.example": "shared" }],
  [
    "the one that is alone in a list",
    { jwtIssuers: list },
    undefined,
    { "https://a.example": "shared" },
  ],
  [
    "the first of a list",
    { jwtIssuers: [...list, other] },
    undefined,
    { "https://a.example": "shared", "https://b.example": "own" },
  ],
  [
    "the one before a list and the pool",
    { ...required, jwtIssuers: list },
    pool,
    {
      "https://issuer.example": "shared",
      "https://a.example": "own",
      "https://pool.example": "told",
    },
  ],
  [
    "all that say so",
    { ...required, jwtAccounts: "own", jwtIssuers: [{ ...list[0], accounts: "shared" }, other] },
    undefined,
    { "https://issuer.example": "own", "https://a.example": "said", "https://b.example": "own" },
  ],
])("sub is the account for %s", (_, given, userPool, namespaces) => {
  const told = trustedIssuers(read(given), userPool);
  expect(told.map(({ issuer, accounts }) => [issuer, accounts])).toEqual(
    Object.entries(namespaces).map(([issuer, namespace]) => [
      issuer,
      { own: ownPrefix(issuer), told: "own", said: "shared" }[namespace],
    ]),
  );
});

test("a user pool alone shares, unless its own setting says otherwise", () => {
  expect(trustedIssuers({}, pool)).toEqual([pool]);
  const own = { ...pool, accounts: "own" };
  expect(trustedIssuers({ userPoolAccounts: "own" }, pool)).toEqual([own]);
});

test("a user pool, which the deployment alone knows, is told by name, and its prefix made there", () => {
  const stack = new Stack();
  const issuer = `https://cognito-idp.example/${stack.stackId}`;
  const told = trustedIssuers(read(required), { issuer, audiences: [stack.stackId] });
  expect(told[1]?.accounts).toBe("own");
  expect(stack.resolve(stack.toJsonString(told))).toEqual({
    "Fn::Join": ["", expect.arrayContaining([{ Ref: "AWS::StackId" }])],
  });
});

test("issuers that do not fit the authorizer's environment are refused with a sentence", () => {
  const issuerOf = (at: number, length: number) => ({
    issuer: `https://issuer-${at}.example/`.padEnd(length, "x"),
    audience: "profiles-api",
  });
  const ten = (length: number) => Array.from({ length: 10 }, (_, at) => issuerOf(at, length));
  expect(trustedIssuers(read({ jwtIssuers: ten(200) }))).toHaveLength(10);
  expect(() => read({ jwtIssuers: ten(300) })).toThrow(
    /^Setting jwtIssuers takes 3\d{3} bytes of the authorizer's environment, where all issuers have 3400 together: give/,
  );
  expect(() => read({ ...required, jwtAudience: "x".repeat(4_000) })).toThrow(
    /^Setting jwtAudience takes/,
  );
});

test.each([
  ["https://a.example", "must be a JSON list of 1 to 10 issuers"],
  ["{}", "must be a JSON list of 1 to 10 issuers"],
  ["[]", "must be a JSON list of 1 to 10 issuers"],
  [Array(11).fill(list[0]), "must be a JSON list of 1 to 10 issuers"],
  ["[5]", "has an entry with something else than issuer, audience, jwksUri and accounts"],
  [[{ ...list[0], aud: "api" }], "has an entry with something else than issuer"],
  [[{ audience: "api" }], "has an entry whose issuer is not an https:// address"],
  [[{ ...list[0], jwksUri: "http://a.example" }], "has an entry whose jwksUri is not an https://"],
  [[{ issuer: "https://a.example" }], "has an entry whose audience is missing or empty"],
  [[{ issuer: "https://a.example", audience: "web," }], "has an entry whose audience is missing"],
  [[{ ...list[0], accounts: "mine" }], "has an entry whose accounts is neither shared nor own"],
  [[...list, ...list], "names https://a.example a second time"],
])("one sentence says what is wrong with the issuers %j", (jwtIssuers, fault) => {
  expect(() => read({ jwtIssuers })).toThrow(`Setting jwtIssuers ${fault}`);
  expect(() => read({ jwtIssuers })).toThrow(
    `: give it as -c jwtIssuers='[{"issuer":"https://issuer.example","audience":"profiles-api"}]'.`,
  );
});

test("the authorizer's environment has room for all issuers, a user pool and what else it is told", () => {
  const random = "x".repeat(13);
  const others = {
    JWT_MAX_AGE_SECONDS: "2592000",
    TABLE_NAME: `${"p".repeat(40)}Stateful-TableCD117FA1-${random}`,
    LOG_KEY: "x".repeat(TOLD_SECRET_LENGTH),
    PEPPER_SECRET_ARN: `arn:aws:secretsmanager:ap-southeast-2:123456789012:secret:Pepper24355F8B-${random}-${random}`,
    GATEWAY_DEPLOYMENT: "0123456789abcdef0123456789abcdef",
    GATEWAY_SHARDS: "32",
  };
  const client = "1example23456789abcdefghij";
  const userPool = {
    issuer: "https://cognito-idp.ap-southeast-2.amazonaws.com/ap-southeast-2_AbCdEfGhI",
    audiences: [client, client],
    accounts: "iss:0123456789abcdef:",
  };
  const names = ["JWT_ISSUERS", ...Object.entries(others).flat()];
  const rest = names.join("").length + issuersBytes([userPool]);
  expect(rest + ISSUERS_BYTES).toBeLessThan(ENVIRONMENT_BYTES);
});
