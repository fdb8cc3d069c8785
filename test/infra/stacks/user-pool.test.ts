import { describe, expect, test } from "vitest";
import {
  cognito,
  evaluate,
  exportsOf,
  find,
  type Resource,
  type StackTemplate,
  stateful,
} from "../../support/pool-template.ts";

const isServers = ({ Properties }: Resource) => Properties.ClientName === "Servers";

const template = stateful({ userPool: "true" });
const [poolId, pool] = find(template, "UserPool");
const [browsersId, browsers] = find(template, "UserPoolClient", (it) => !isServers(it));
const [serversId, servers] = find(template, "UserPoolClient", isServers);

test("without the setting there is no pool, and nobody imports one", () => {
  expect(cognito(stateful({}))).toEqual([]);
  expect(cognito(stateful({ userPool: "false" }))).toEqual([]);
});

test("people sign in with an e-mail address in any case, once they are invited", () => {
  expect(pool.Properties).toMatchObject({
    UsernameAttributes: ["email"],
    UsernameConfiguration: { CaseSensitive: false },
    AutoVerifiedAttributes: ["email"],
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
    AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "verified_email", Priority: 1 }] },
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    MfaConfiguration: "OPTIONAL",
    EnabledMfas: ["SOFTWARE_TOKEN_MFA"],
    UserPoolTier: "ESSENTIALS",
  });
  const open = find(stateful({ userPool: true, userPoolSelfSignUp: "true" }), "UserPool")[1];
  expect(open.Properties.AdminCreateUserConfig).toEqual({ AllowAdminCreateUserOnly: false });
});

test("e-mails come from Cognito, or from a domain of one's own by way of SES", () => {
  expect(pool.Properties.EmailConfiguration).toEqual({ EmailSendingAccount: "COGNITO_DEFAULT" });
  const own = stateful({ userPool: true, userPoolSender: "no-reply@mail.example.com" });
  const { SourceArn, ...rest } = find(own, "UserPool")[1].Properties.EmailConfiguration;
  expect(rest).toEqual({ EmailSendingAccount: "DEVELOPER", From: "no-reply@mail.example.com" });
  expect(evaluate(SourceArn, {})).toBe(
    "arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/mail.example.com",
  );
});

test("passwords are long and of all kinds", () => {
  expect(pool.Properties.Policies.PasswordPolicy).toEqual({
    MinimumLength: 12,
    RequireLowercase: true,
    RequireUppercase: true,
    RequireNumbers: true,
    RequireSymbols: true,
    TemporaryPasswordValidityDays: 7,
  });
});

test("the built-in sender takes no texts, and a schema could fail an update: there is neither", () => {
  const { AdminCreateUserConfig, ...rest } = pool.Properties;
  expect(AdminCreateUserConfig.InviteMessageTemplate).toBeUndefined();
  for (const name of Object.keys(rest)) expect(name).not.toMatch(/Message|Subject|Schema/);
});

test("a browser gets tokens for a code only, and has no secret", () => {
  expect(browsers.Properties).toEqual({
    UserPoolId: { Ref: poolId },
    ClientName: "Browsers",
    GenerateSecret: false,
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ["code"],
    AllowedOAuthScopes: ["openid", "email", "profile"],
    CallbackURLs: ["http://localhost:3000/callback"],
    LogoutURLs: ["http://localhost:3000/"],
    SupportedIdentityProviders: ["COGNITO"],
    ExplicitAuthFlows: [
      "ALLOW_USER_SRP_AUTH",
      "ALLOW_REFRESH_TOKEN_AUTH",
      "ALLOW_ADMIN_USER_PASSWORD_AUTH",
    ],
    EnableTokenRevocation: true,
    PreventUserExistenceErrors: "ENABLED",
    AccessTokenValidity: 1,
    IdTokenValidity: 1,
    RefreshTokenValidity: 30,
    TokenValidityUnits: { AccessToken: "hours", IdToken: "hours", RefreshToken: "days" },
  });
  const own = stateful({
    userPool: true,
    userPoolCallbackUrls: "https://app.example/callback, http://localhost:5173/",
    userPoolLogoutUrls: "https://app.example/",
  });
  const [, { Properties }] = find(own, "UserPoolClient", (it) => !isServers(it));
  expect(Properties).toMatchObject({
    CallbackURLs: ["https://app.example/callback", "http://localhost:5173/"],
    LogoutURLs: ["https://app.example/"],
  });
});

test("a server gets tokens for its secret, with the one scope, and takes nobody's password", () => {
  const [scopeId, { Properties }] = find(template, "UserPoolResourceServer");
  expect(Properties).toMatchObject({
    Identifier: "profiles-api",
    Scopes: [expect.objectContaining({ ScopeName: "access" })],
  });
  expect(servers.Properties).toMatchObject({
    GenerateSecret: true,
    AllowedOAuthFlows: ["client_credentials"],
    AllowedOAuthScopes: ["profiles-api/access"],
    ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
    AccessTokenValidity: 1,
  });
  expect(servers.DependsOn).toContain(scopeId);
});

test("the sign-in page has a host name of its own and a style, without which it is unavailable", () => {
  const [domainId, domain] = find(template, "UserPoolDomain");
  expect(domain.Properties.ManagedLoginVersion).toBe(2);
  const [, style] = find(template, "ManagedLoginBranding");
  expect(style.Properties).toEqual({
    UserPoolId: { Ref: poolId },
    ClientId: { Ref: browsersId },
    UseCognitoProvidedValues: true,
  });
  expect(style.DependsOn).toContain(domainId);
});

/** First part of the sign-in page's host name, in a stack with this id. */
function domainName(stackPrefix: string, stackId: string): string {
  const { Domain } = find(stateful({ userPool: true, stackPrefix }), "UserPoolDomain")[1]
    .Properties;
  return evaluate(Domain, { "AWS::StackId": stackId });
}

test("the page's host name is this stack's alone, and one that Cognito takes", () => {
  const stackId =
    "arn:aws:cloudformation:eu-west-1:123456789012:stack/X/0a1b2c3d-0000-11ee-8f00-0123456789ab";
  expect(domainName("Profiles", stackId)).toBe("profiles-0a1b2c3d-0123456789ab");
  expect(domainName("My-", stackId)).toBe("my-0a1b2c3d-0123456789ab");
  for (const taken of ["AwsThings", "myAmazonApp", "Cognito"]) {
    expect(domainName(taken, stackId)).toBe("profiles-0a1b2c3d-0123456789ab");
  }
  const longest = domainName(`A${"-b".repeat(19)}c`, stackId);
  expect(longest.length).toBeLessThanOrEqual(63);
  expect(longest).toMatch(/^[a-z0-9][a-z0-9-]*[a-z0-9]$/);
});

describe("the accounts outlive the stack", () => {
  test("the pool is protected and kept, also by a rollback, which could not delete it", () => {
    expect(pool.Properties.DeletionProtection).toBe("ACTIVE");
    expect([pool.DeletionPolicy, pool.UpdateReplacePolicy]).toEqual(["Retain", "Retain"]);
  });

  test("it is made after what may fail in a new account", () => {
    const distributions = Object.entries(template.Resources).filter(
      ([, { Type }]) => Type === "AWS::CloudFront::Distribution",
    );
    expect(pool.DependsOn).toEqual(expect.arrayContaining(distributions.map(([id]) => id)));
  });

  test.each(
    cognito(template).filter(([id]) => id !== poolId),
  )("%s stays with it, and goes when its creation is rolled back", (_, resource) => {
    expect(resource.DeletionPolicy).toBe("RetainExceptOnCreate");
    expect(resource.UpdateReplacePolicy).toBe("Retain");
  });
});

/**
 * What CloudFormation replaces a resource for, or refuses to change.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Cognito.html
 */
const FIXED: Readonly<Record<string, readonly string[]>> = {
  UserPool: ["UsernameAttributes", "UsernameConfiguration", "AliasAttributes", "Schema"],
  UserPoolClient: ["UserPoolId", "GenerateSecret"],
  UserPoolDomain: ["UserPoolId", "Domain"],
  UserPoolResourceServer: ["UserPoolId", "Identifier"],
  ManagedLoginBranding: ["UserPoolId", "ClientId"],
};

const fixed = (given: StackTemplate) =>
  cognito(given).map(([id, { Type, Properties }]) => [
    id,
    Type,
    (FIXED[Type.replace("AWS::Cognito::", "")] ?? []).map((name) => Properties[name]),
  ]);

test.each([
  ["userPool", { userPool: "retire" }],
  ["userPoolAccounts", { userPool: true, userPoolAccounts: "own" }],
  ["userPoolSelfSignUp", { userPool: true, userPoolSelfSignUp: true }],
  ["userPoolCallbackUrls", { userPool: true, userPoolCallbackUrls: "https://app.example/back" }],
  ["userPoolLogoutUrls", { userPool: true, userPoolLogoutUrls: "https://app.example/" }],
  ["userPoolSender", { userPool: true, userPoolSender: "no-reply@example.com" }],
  ["jwtIssuer", { userPool: true, jwtIssuer: undefined, jwtAudience: undefined }],
  [
    "photoDomainName",
    {
      userPool: true,
      photoDomainName: "photos.example.com",
      photoCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/abc",
    },
  ],
])("a change of %s leaves pool, clients and page the same, and what others import", (_, given) => {
  const changed = stateful(given);
  expect(fixed(changed)).toEqual(fixed(template));
  for (const [id, resource] of cognito(changed)) {
    expect(resource.DeletionPolicy).toBe(template.Resources[id]?.DeletionPolicy);
  }
  const poolExports = exportsOf(template).filter(([name]) => String(name).includes("UserPool"));
  expect(poolExports).toHaveLength(3);
  expect(exportsOf(changed)).toEqual(expect.arrayContaining(poolExports));
});

test("the outputs tell where to sign in, and no secret", () => {
  const values = Object.fromEntries(
    Object.entries(template.Outputs).map(([name, { Value }]) => [name, Value]),
  );
  expect(values).toMatchObject({
    UserPoolId: { Ref: poolId },
    UserPoolBrowserClientId: { Ref: browsersId },
    UserPoolServerClientId: { Ref: serversId },
    UserPoolServerScope: "profiles-api/access",
    UserPoolTokens: "accepted",
  });
  const refs = {
    "AWS::Region": "eu-west-1",
    "AWS::URLSuffix": "amazonaws.com",
    [poolId]: "eu-west-1_abc",
    [find(template, "UserPoolDomain")[0]]: "profiles-0123456789ab",
  };
  expect(evaluate(values.UserPoolIssuer, refs)).toBe(
    "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc",
  );
  expect(evaluate(values.UserPoolSignInUrl, refs)).toBe(
    "https://profiles-0123456789ab.auth.eu-west-1.amazoncognito.com",
  );
  expect(JSON.stringify(template)).not.toContain("ClientSecret");
});
