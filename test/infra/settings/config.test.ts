import { Stack } from "aws-cdk-lib";
import { expect, test } from "vitest";
import {
  assertKnownSettings,
  readSettings,
  stackPrefixOf,
  variableOf,
} from "../../../infra/settings/config.ts";
import {
  ENVIRONMENT_BYTES,
  ISSUERS_BYTES,
  issuersBytes,
} from "../../../infra/settings/environment-budget.ts";
import { trustedIssuers } from "../../../infra/settings/jwt-issuers.ts";
import { ownPrefix } from "../../../shared/auth/account-namespace.ts";

const required = { jwtIssuer: "https://issuer.example", jwtAudience: "profiles-api" };

function read(given: Record<string, unknown>, environment: Record<string, string> = {}) {
  return readSettings((name) => given[name], environment);
}

test("everything but issuer and audience has a default", () => {
  expect(read(required)).toEqual({
    ...required,
    jwtAudience: ["profiles-api"],
    stageName: "live",
    jwtMaxAgeHours: 24,
    profilesPerAccount: 25,
    corsOrigins: ["*"],
    logRetentionDays: 30,
    throttleRate: 500,
    throttleBurst: 1_000,
    sessionRequestsPerDay: 10_000,
    photoConcurrency: 0,
    stackPrefix: "Profiles",
    userPool: false,
  });
});

test("a user pool takes the place of an issuer, until it is retired", () => {
  for (const userPool of [true, "true"]) expect(read({ userPool }).userPool).toBe(true);
  for (const userPool of [false, "false"]) {
    expect(read({ ...required, userPool }).userPool).toBe(false);
    expect(() => read({ userPool })).toThrow(
      /^No issuer is set: .* or npm run deploy -- -c userPool=true/,
    );
  }
  expect(read({ ...required, userPool: "retire" }).userPool).toBe("retire");
  expect(() => read({ userPool: "retire" })).toThrow(
    /^userPool=retire needs another issuer: npm run deploy -- -c userPool=retire -c jwtIssuer=/,
  );
  expect(read(required, { PROFILES_USER_POOL: "true" }).userPool).toBe(true);
});

test("addresses to return to are a list, or one text", () => {
  const list = ["https://app.example/back", "http://localhost:3000/"];
  for (const userPoolCallbackUrls of [list, list.join(", ")]) {
    expect(read({ userPool: true, userPoolCallbackUrls }).userPoolCallbackUrls).toEqual(list);
  }
});

const addresses = "must be https:// or http://localhost addresses, separated by commas";

test.each([
  [{ userPool: "yes" }, "userPool must be true, retire or false: give it as -c userPool=true."],
  [{ userPool: 1 }, "userPool must be true, retire or false"],
  [{ userPoolAccounts: "mine" }, "userPoolAccounts must be shared or own"],
  [{ userPoolSelfSignUp: "maybe" }, "userPoolSelfSignUp must be true or false"],
  [{ userPoolCallbackUrls: "" }, `userPoolCallbackUrls ${addresses}`],
  [{ userPoolCallbackUrls: "http://app.example" }, `userPoolCallbackUrls ${addresses}`],
  [{ userPoolCallbackUrls: "https://app.example/#a" }, `userPoolCallbackUrls ${addresses}`],
  [{ userPoolCallbackUrls: [] }, `userPoolCallbackUrls ${addresses}`],
  [{ userPoolLogoutUrls: "app://signed-out" }, `userPoolLogoutUrls ${addresses}`],
  [{ userPoolSender: "example.com" }, "userPoolSender must be an e-mail address"],
  [
    { userPool: false, userPoolLogoutUrls: "https://app.example/" },
    "userPool is missing (userPoolLogoutUrls needs it): give it as -c userPool=true.",
  ],
  [
    { userPool: undefined, userPoolSelfSignUp: "true" },
    "userPool is missing (userPoolSelfSignUp needs it)",
  ],
])("one sentence says what is wrong with the pool of %j", (given, fault) => {
  expect(() => read({ ...required, userPool: true, ...given })).toThrow(`Setting ${fault}`);
});

test("texts of the command line become numbers and lists", () => {
  const settings = read({
    ...required,
    profilesPerAccount: "3",
    corsOrigins: "https://a.example, https://b.example",
  });
  expect(settings.profilesPerAccount).toBe(3);
  expect(settings.corsOrigins).toEqual(["https://a.example", "https://b.example"]);
});

test("the environment gives what the context does not", () => {
  expect(variableOf("jwtJwksUri")).toBe("PROFILES_JWT_JWKS_URI");
  const environment = {
    PROFILES_JWT_ISSUER: "https://other.example",
    PROFILES_STAGE_NAME: "test",
  };
  const settings = read(required, environment);
  expect(settings).toMatchObject({ jwtIssuer: required.jwtIssuer, stageName: "test" });
});

test("an empty variable is as good as none", () => {
  const environment = { PROFILES_PHOTO_CONCURRENCY: "", PROFILES_STACK_PREFIX: "" };
  expect(read(required, environment)).toEqual(read(required));
  expect(stackPrefixOf(() => undefined, environment)).toBe("Profiles");
});

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
      "https://pool.example": "own",
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
      namespace === "own" ? ownPrefix(issuer) : namespace === "said" ? "shared" : undefined,
    ]),
  );
});

test("a user pool alone shares, unless its own setting says otherwise", () => {
  expect(trustedIssuers({}, pool)).toEqual([pool]);
  const accounts = ownPrefix(pool.issuer);
  expect(trustedIssuers({ userPoolAccounts: "own" }, pool)).toEqual([{ ...pool, accounts }]);
});

test("a user pool known to the deployment only is told by name, and its prefix made there", () => {
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

const certificateArn = "arn:aws:acm:eu-west-1:123456789012:certificate/abc";

test.each([
  [
    {},
    "No issuer is set: npm run deploy -- -c jwtIssuer=https://issuer.example -c jwtAudience=profiles-api, or npm run deploy -- -c userPool=true to have a user pool made.",
  ],
  [
    {
      ...required,
      photoDomainName: "photos.example.com",
      photoCertificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/1",
    },
    "Setting photoCertificateArn must be of a certificate in us-east-1, where CloudFront looks: give it as -c photoCertificateArn=arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000.",
  ],
  [
    { jwtIssuer: "https://issuer.example" },
    "Setting jwtAudience is missing (jwtIssuer needs it): give it as -c jwtAudience=profiles-api.",
  ],
  [
    { ...required, jwtIssuer: "http://issuer.example" },
    "Setting jwtIssuer must be an https:// address: give it as -c jwtIssuer=https://issuer.example.",
  ],
  [
    { jwtIssuers: list, jwtAudience: "profiles-api" },
    "Setting jwtIssuer is missing (jwtAudience needs it): give it as -c jwtIssuer=https://issuer.example.",
  ],
  [
    { ...required, jwtMaxAgeHours: "0" },
    "Setting jwtMaxAgeHours must be a whole number from 1 to 720: give it as -c jwtMaxAgeHours=24.",
  ],
  [
    { ...required, jwtAudience: "" },
    "Setting jwtAudience must not be empty: give it as -c jwtAudience=profiles-api.",
  ],
  [
    { ...required, jwtAudience: "web,,ios" },
    "Setting jwtAudience must not be empty: give it as -c jwtAudience=profiles-api.",
  ],
  [
    { ...required, jwtAudience: 5 },
    "Setting jwtAudience must be a text, or a list of texts: give it as -c jwtAudience=profiles-api.",
  ],
  [
    { ...required, jwtAccounts: "Own" },
    "Setting jwtAccounts must be shared or own: give it as -c jwtAccounts=shared.",
  ],
  [
    { jwtIssuers: list, jwtAccounts: "own" },
    "Setting jwtIssuer is missing (jwtAccounts needs it): give it as -c jwtIssuer=https://issuer.example.",
  ],
  [
    { ...required, profilesPerAccount: "101" },
    "Setting profilesPerAccount must be a whole number from 1 to 30: give it as -c profilesPerAccount=25.",
  ],
  [
    { ...required, profilesPerAccount: "many" },
    "Setting profilesPerAccount must be a whole number from 1 to 30: give it as -c profilesPerAccount=25.",
  ],
  [
    { ...required, logRetentionDays: 31 },
    "Setting logRetentionDays must be a period CloudWatch Logs knows, such as 7, 14, 30, 90 or 365: give it as -c logRetentionDays=30.",
  ],
  [
    { ...required, corsOrigins: "https://a.example/path" },
    "Setting corsOrigins must be * or browser origins such as https://app.example, separated by commas: give it as -c corsOrigins=https://app.example.",
  ],
  [
    { ...required, corsOrigins: "https://a.example/" },
    "Setting corsOrigins must have no slash at the end of an origin: give it as -c corsOrigins=https://app.example.",
  ],
  [
    { ...required, domainName: "API.example.com", certificateArn },
    "Setting domainName must be in small letters: give it as -c domainName=api.example.com.",
  ],
  [
    { ...required, stackPrefix: "1x" },
    "Setting stackPrefix must begin with a letter, and be at most 40 letters, digits and hyphens: give it as -c stackPrefix=Profiles.",
  ],
  [
    { ...required, domainName: "api.example.com" },
    "Setting certificateArn is missing (domainName needs it): give it as -c certificateArn=arn:aws:acm:eu-west-1:123456789012:certificate/00000000-0000.",
  ],
  [
    { ...required, certificateArn },
    "Setting domainName is missing (certificateArn needs it): give it as -c domainName=api.example.com.",
  ],
  [
    { ...required, alarmEmail: "nobody" },
    "Setting alarmEmail must be an e-mail address: give it as -c alarmEmail=ops@example.com.",
  ],
])("one sentence says what is wrong with %j", (given, sentence) => {
  expect(() => read(given)).toThrow(sentence);
});

test.each([
  [
    ["jwtIssuer", "corsOrigin"],
    {},
    "There is no setting corsOrigin: did you mean corsOrigins? docs/operations.md lists them.",
  ],
  [
    ["jwtIssuer"],
    { PROFILES_ALARM_MAIL: "x" },
    "There is no setting PROFILES_ALARM_MAIL: did you mean PROFILES_ALARM_EMAIL?",
  ],
  [["jwtIsuser"], {}, "There is no setting jwtIsuser: did you mean jwtIssuer?"],
  [["colour"], {}, "There is no setting colour; docs/operations.md lists them."],
])("a misspelt setting is told: %j %j", (given, environment, sentence) => {
  expect(() => assertKnownSettings(given, environment)).toThrow(sentence);
});

test("the CDK's own context and other variables are no settings", () => {
  const own = ["aws:cdk:enable-asset-metadata", "@aws-cdk/core:target-partitions", "ami:account=1"];
  const environment = { PATH: "/bin", PROFILES_JWT_ISSUER: "https://issuer.example" };
  expect(() => assertKnownSettings([...own, "imageLayer"], environment)).not.toThrow();
});

test("the authorizer's environment has room for all issuers, a user pool and what else it is told", () => {
  const random = "x".repeat(13);
  const others = {
    JWT_MAX_AGE_SECONDS: "2592000",
    TABLE_NAME: `${"p".repeat(40)}Stateful-TableCD117FA1-${random}`,
    PEPPER_SECRET_ARN: `arn:aws:secretsmanager:ap-southeast-2:123456789012:secret:Pepper24355F8B-${random}-${random}`,
    SESSION_GATEWAY_KEY: "session-01234567-89ab-cdef-0123-456789abcdef",
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
