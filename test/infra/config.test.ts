import { expect, test } from "vitest";
import { assertKnownSettings, readSettings, variableOf } from "../../infra/config.ts";
import { trustedIssuers } from "../../infra/jwt-issuers.ts";

const required = { jwtIssuer: "https://issuer.example", jwtAudience: "profiles-api" };

function read(given: Record<string, unknown>, environment: Record<string, string> = {}) {
  return readSettings((name) => given[name], environment);
}

test("everything but issuer and audience has a default", () => {
  expect(read(required)).toEqual({
    ...required,
    stageName: "live",
    jwtMaxAgeHours: 24,
    profilesPerAccount: 25,
    corsOrigins: ["*"],
    logRetentionDays: 30,
    throttleRate: 100,
    throttleBurst: 200,
    sessionRequestsPerDay: 10_000,
    photoConcurrency: 0,
    stackPrefix: "Profiles",
  });
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

const list = [{ issuer: "https://a.example", audience: "api" }];

test("several issuers, as JSON or as a list, in place of the one or besides it", () => {
  for (const jwtIssuers of [list, JSON.stringify(list)]) {
    expect(trustedIssuers(read({ jwtIssuers }))).toEqual(list);
    const single = { issuer: required.jwtIssuer, audience: required.jwtAudience };
    expect(trustedIssuers(read({ ...required, jwtIssuers }))).toEqual([single, ...list]);
  }
  const jwksUri = "https://keys.example/jwks.json";
  expect(trustedIssuers(read({ ...required, jwtJwksUri: jwksUri }))).toEqual([
    { issuer: required.jwtIssuer, audience: required.jwtAudience, jwksUri },
  ]);
});

test.each([
  ["https://a.example", "must be a JSON list of 1 to 10 issuers"],
  ["{}", "must be a JSON list of 1 to 10 issuers"],
  ["[]", "must be a JSON list of 1 to 10 issuers"],
  [Array(11).fill(list[0]), "must be a JSON list of 1 to 10 issuers"],
  ["[5]", "has an entry with something else than issuer, audience and jwksUri"],
  [[{ ...list[0], aud: "api" }], "has an entry with something else than issuer"],
  [[{ audience: "api" }], "has an entry whose issuer is not an https:// address"],
  [[{ ...list[0], jwksUri: "http://a.example" }], "has an entry whose jwksUri is not an https://"],
  [[{ issuer: "https://a.example" }], "has an entry whose audience is missing or empty"],
  [[...list, ...list], "names https://a.example a second time"],
])("one sentence says what is wrong with the issuers %j", (jwtIssuers, fault) => {
  expect(() => read({ jwtIssuers })).toThrow(`Setting jwtIssuers ${fault}`);
  expect(() => read({ jwtIssuers })).toThrow(
    `: give it as -c jwtIssuers='[{"issuer":"https://issuer.example","audience":"profiles-api"}]'.`,
  );
});

const certificateArn = "arn:aws:acm:eu-west-1:123456789012:certificate/abc";

test.each([
  [{}, "Setting jwtIssuer is missing: give it as -c jwtIssuer=https://issuer.example."],
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
    "There is no setting corsOrigin; docs/operations.md lists them.",
  ],
  [["jwtIssuer"], { PROFILES_ALARM_MAIL: "x" }, "There is no setting PROFILES_ALARM_MAIL;"],
])("a misspelt setting is told: %j %j", (given, environment, sentence) => {
  expect(() => assertKnownSettings(given, environment)).toThrow(sentence);
});

test("the CDK's own context and other variables are no settings", () => {
  const own = ["aws:cdk:enable-asset-metadata", "@aws-cdk/core:target-partitions", "ami:account=1"];
  const environment = { PATH: "/bin", PROFILES_JWT_ISSUER: "https://issuer.example" };
  expect(() => assertKnownSettings([...own, "imageLayer"], environment)).not.toThrow();
});
