import { expect, test } from "vitest";
import { assertKnownSettings } from "../../../infra/settings/known-settings.ts";
import { readSettings, stackPrefixOf, variableOf } from "../../../infra/settings/read-settings.ts";

const required = { jwtIssuer: "https://issuer.example", jwtAudience: "profiles-api" };

function read(given: Record<string, unknown>, environment: Record<string, string> = {}) {
  return readSettings((name) => given[name], environment);
}

test("everything but issuer and audience has a default", () => {
  expect(read(required)).toEqual({
    ...required,
    jwtAudience: ["profiles-api"],
    stageName: "live",
    sweepShards: 1,
    jwtMaxAgeHours: 24,
    profilesPerAccount: 25,
    leadRetentionDays: 365,
    erasureWaitSeconds: 40,
    corsOrigins: ["*"],
    logRetentionDays: 30,
    logLevel: "info",
    tracing: "off",
    methodMetrics: "off",
    gradual: "off",
    check: "off",
    throttleRate: 500,
    throttleBurst: 1_000,
    gatewayShards: 32,
    waf: false,
    wafRate: 2_000,
    sessionRequestsPerDay: 10_000,
    analytics: "on",
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
  [
    { ...required, restoredTable: "arn:aws:dynamodb:eu-west-1:123456789012:table/restored" },
    "Setting restoredTable must be the ARN of a table's stream: give it as -c restoredTable=arn:aws:",
  ],
  [{ ...required, sweepShards: 41 }, "Setting sweepShards must be a whole number from 1 to 40"],
])("one sentence says what is wrong with %j", (given, sentence) => {
  expect(() => read(given)).toThrow(sentence);
});

test.each(["https://example.com/help", "ops@example.com"])("%s is a contact", (contact) => {
  expect(read({ ...required, contact })).toMatchObject({ contact });
});

test.each([
  ["http://example.com/help", "be an https:// address or an e-mail address"],
  ["mailto:ops@example.com", "be an https:// address or an e-mail address"],
  ["the help desk", "be an https:// address or an e-mail address"],
  [`https://example.com/${"h".repeat(300)}`, "be at most 300 characters"],
])("%s is no contact", (contact, sentence) => {
  expect(() => read({ ...required, contact })).toThrow(`Setting contact must ${sentence}`);
});

test.each([
  [
    ["jwtIssuer", "corsOrigin"],
    {},
    "There is no setting corsOrigin: did you mean corsOrigins? docs/settings.md lists them.",
  ],
  [
    ["jwtIssuer"],
    { PROFILES_ALARM_MAIL: "x" },
    "There is no setting PROFILES_ALARM_MAIL: did you mean PROFILES_ALARM_EMAIL?",
  ],
  [["jwtIsuser"], {}, "There is no setting jwtIsuser: did you mean jwtIssuer?"],
  [["colour"], {}, "There is no setting colour; docs/settings.md lists them."],
])("a misspelt setting is told: %j %j", (given, environment, sentence) => {
  expect(() => assertKnownSettings(given, environment)).toThrow(sentence);
});

test("the CDK's own context and other variables are no settings", () => {
  const own = ["aws:cdk:enable-asset-metadata", "@aws-cdk/core:target-partitions", "ami:account=1"];
  const environment = { PATH: "/bin", PROFILES_JWT_ISSUER: "https://issuer.example" };
  expect(() => assertKnownSettings([...own, "imageLayer"], environment)).not.toThrow();
});
