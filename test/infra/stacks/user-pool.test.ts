import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { readSettings } from "../../../infra/config.ts";
import { loadCloudAssembly } from "../../../infra/local/deployed-resources.ts";
import { StatefulStack } from "../../../infra/stacks/stateful-stack.ts";
import { synthesise } from "../../../infra/synthesise.ts";
import { poolLoss } from "../../../infra/user-pool-loss.ts";

interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: properties differ by type and tests look deep into them.
  readonly Properties: any;
  readonly DependsOn?: string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

interface StackTemplate {
  readonly Resources: Readonly<Record<string, Resource>>;
  // biome-ignore lint/suspicious/noExplicitAny: intrinsics of any depth.
  readonly Outputs: Readonly<Record<string, { Value: any; Export?: { Name: string } }>>;
}

/** The stateful stack alone. */
function stateful(given: Record<string, unknown>): StackTemplate {
  const context: Record<string, unknown> = { ...trusted, ...given };
  const app = new App({ analyticsReporting: false, treeMetadata: false });
  const settings = readSettings((name) => context[name]);
  const stack = new StatefulStack(app, "ProfilesStateful", { settings });
  return Template.fromStack(stack).toJSON() as StackTemplate;
}

const trusted = { jwtIssuer: "https://issuer.example", jwtAudience: "profiles-api" };

const cognito = ({ Resources }: StackTemplate) =>
  Object.entries(Resources).filter(([, { Type }]) => Type.startsWith("AWS::Cognito::"));

const find = (template: StackTemplate, type: string, where = (_: Resource) => true) => {
  const found = cognito(template).filter(
    ([, it]) => it.Type === `AWS::Cognito::${type}` && where(it),
  );
  expect(found).toHaveLength(1);
  return found[0] as [string, Resource];
};
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

/** A value with the functions that the pool's templates use. */
// biome-ignore lint/suspicious/noExplicitAny: intrinsics of any depth.
function evaluate(value: any, refs: Record<string, string>): any {
  if (typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((part) => evaluate(part, refs));
  const [[name, argument] = ["", ""]] = Object.entries(value);
  if (name === "Ref") return refs[String(argument)] ?? `<${argument}>`;
  if (name === "Fn::ImportValue") return `<${evaluate(argument, refs)}>`;
  const parts = evaluate(argument, refs);
  if (name === "Fn::Join") return parts[1].join(parts[0]);
  if (name === "Fn::Split") return parts[1].split(parts[0]);
  if (name === "Fn::Select") return parts[1][parts[0]];
  throw new Error(`${name} is not expected here.`);
}

test("the page's host name is this stack's alone, and one that Cognito takes", () => {
  const stackId =
    "arn:aws:cloudformation:eu-west-1:123456789012:stack/X/0a1b2c3d-0000-11ee-8f00-0123456789ab";
  expect(domainName("Profiles", stackId)).toBe("profiles-0123456789ab");
  expect(domainName("My-", stackId)).toBe("my-0123456789ab");
  for (const taken of ["AwsThings", "myAmazonApp", "Cognito"]) {
    expect(domainName(taken, stackId)).toBe("profiles-0123456789ab");
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

const exportsOf = ({ Outputs }: StackTemplate) =>
  Object.values(Outputs).flatMap(({ Value, Export }) => (Export ? [[Export.Name, Value]] : []));

test.each([
  ["userPool", { userPool: "retire" }],
  ["userPoolAccounts", { userPool: true, userPoolAccounts: "own" }],
  ["userPoolSelfSignUp", { userPool: true, userPoolSelfSignUp: true }],
  ["userPoolCallbackUrls", { userPool: true, userPoolCallbackUrls: "https://app.example/back" }],
  ["userPoolLogoutUrls", { userPool: true, userPoolLogoutUrls: "https://app.example/" }],
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

describe("the whole service", () => {
  let folder: string;
  const assemblies = new Map<string, string>();
  beforeAll(async () => {
    folder = mkdtempSync(join(dirname(inject("assembly")), "pool-"));
    for (const [name, context] of [
      ["alone", { userPool: "true" }],
      ["besides", { ...trusted, userPool: "true" }],
      ["retired", { ...trusted, userPool: "retire" }],
    ] as const) {
      const outdir = join(folder, name);
      const bundlesDir = dirname(inject("assembly"));
      await synthesise({ context, outdir, imageLayer: "host", bundlesDir });
      assemblies.set(name, outdir);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const read = (assembly: string, file: string) =>
    JSON.parse(readFileSync(join(assemblies.get(assembly) ?? "", file), "utf8"));

  function trustedBy(assembly: string): unknown {
    const { Resources }: StackTemplate = read(assembly, "ProfilesApi.template.json");
    const authorizer = Object.values(Resources).find(
      ({ Type, Properties }) =>
        Type === "AWS::Lambda::Function" && /credential/.test(Properties.Description),
    );
    return JSON.parse(evaluate(authorizer?.Properties.Environment.Variables.JWT_ISSUERS, {}));
  }

  const exported = (id: string) =>
    `<${exportsOf(template).find(([, value]) => value.Ref === id)?.[0]}>`;
  const poolIssuer = {
    issuer: `https://cognito-idp.<AWS::Region>.<AWS::URLSuffix>/${exported(poolId)}`,
    audiences: [exported(browsersId), exported(serversId)],
  };

  test("needs no other issuer, and trusts tokens of the pool that were made for either client", () => {
    expect(trustedBy("alone")).toMatchObject([poolIssuer]);
  });

  test("trusts the pool besides others, after them", () => {
    expect(trustedBy("besides")).toMatchObject([{ issuer: trusted.jwtIssuer }, poolIssuer]);
  });

  test("no longer knows a pool that is being retired, though the pool is there", () => {
    expect(trustedBy("retired")).toMatchObject([{ issuer: trusted.jwtIssuer }]);
    const api = JSON.stringify(read("retired", "ProfilesApi.template.json"));
    expect(api).not.toMatch(/UserPool|cognito/);
    const retired: StackTemplate = read("retired", "ProfilesStateful.template.json");
    const living: StackTemplate = read("besides", "ProfilesStateful.template.json");
    expect(cognito(retired)).toEqual(cognito(living));
    expect(exportsOf(retired)).toEqual(exportsOf(living));
    expect(retired.Outputs.UserPoolTokens?.Value).toBe("retired");
  });

  test("passes the AwsSolutions rules, each acknowledgement on the pool itself with a reason", () => {
    const report = read("alone", "validation-report.json");
    const open = report.pluginReports.flatMap(
      ({ violations }: { violations: readonly unknown[] }) => violations,
    );
    expect(open).toEqual([]);
    const metadata: Record<string, { type: string; data: unknown }[]> = read(
      "alone",
      "ProfilesStateful.metadata.json",
    );
    const acknowledged = Object.entries(metadata).filter(([, entries]) =>
      /AwsSolutions-COG/.test(JSON.stringify(entries)),
    );
    expect(acknowledged.map(([path]) => path)).toEqual(["/ProfilesStateful/UserPool/Pool"]);
  });

  test("does not start on the laptop, which has no Cognito", () => {
    expect(() => loadCloudAssembly(assemblies.get("alone") ?? "")).toThrow(
      "Stack ProfilesStateful has a user pool, and Amazon Cognito does not run on the laptop: leave the setting userPool out.",
    );
  });
});

describe("a deployment that would lose the pool", () => {
  const gone = /^The deployed stack has a user pool .* deploy once with -c userPool=retire/;
  const none = readSettings((name) => (trusted as Record<string, string>)[name]);

  test("is told, unless the pool was retired before", () => {
    expect(poolLoss(template, none)).toMatch(gone);
    expect(poolLoss({ Resources: template.Resources }, none)).toMatch(gone);
    expect(poolLoss(stateful({ userPool: "retire" }), none)).toBeUndefined();
  });

  test("is none where a pool stays, where there was none, or nothing at all", () => {
    for (const userPool of [true, "retire"] as const) {
      expect(poolLoss(template, { userPool })).toBeUndefined();
    }
    expect(poolLoss(stateful({}), none)).toBeUndefined();
    expect(poolLoss(undefined, none)).toBeUndefined();
  });
});
