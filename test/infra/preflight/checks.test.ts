import { afterEach, beforeEach, expect, inject, test, vi } from "vitest";
import { type Assembly, readAssembly } from "../../../infra/operations/preflight/assembly.ts";
import type { Check } from "../../../infra/operations/preflight/check.ts";
import { CHECKS } from "../../../infra/operations/preflight/checks.ts";
import { runChecks } from "../../../infra/operations/preflight/run-checks.ts";
import { createSubject } from "../../../infra/operations/preflight/subject.ts";
import type { Template } from "../../../infra/operations/preflight/template.ts";
import {
  type AwsEndpoints,
  awsEnvironment,
  freshState,
  startAwsEndpoints,
} from "./aws-endpoints.ts";

let aws: AwsEndpoints;
let assembly: Assembly;
beforeEach(async () => {
  aws = await startAwsEndpoints(freshState());
  for (const [name, value] of Object.entries(awsEnvironment(aws.endpoint))) {
    vi.stubEnv(name, value);
  }
  assembly = readAssembly(inject("assembly"));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await aws.close().catch(() => {});
});

/** Findings of the check of that name, as `<verdict>: <found> → <remedy>`. */
async function findings(name: string, region: string | undefined = "eu-west-1"): Promise<string[]> {
  const checks = CHECKS.filter((check) => check.name === name);
  expect(checks).toHaveLength(1);
  const results = await runChecks(checks, createSubject(assembly, region));
  return results.map(
    ({ verdict, found, remedy }) => `${verdict}: ${found}${remedy ? ` → ${remedy}` : ""}`,
  );
}

/** The stacks as deployed from these templates. */
function deploy(api: Template, stateful: Template, status = "UPDATE_COMPLETE"): void {
  aws.state.stacks = {
    ProfilesApi: { status, template: api },
    ProfilesStateful: { status, template: stateful },
  };
}

/** A copy of a template, changed. */
function changed(template: Template, change: (copy: EditableTemplate) => void): Template {
  const copy = structuredClone(template);
  change(copy as EditableTemplate);
  return copy;
}

interface EditableTemplate {
  // biome-ignore lint/suspicious/noExplicitAny: resources of every type are changed at will.
  Resources: Record<string, { Type: string; DeletionPolicy?: string; Properties: any }>;
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  Outputs: Record<string, any>;
}

const idOf = (template: Template, type: string) => {
  const [id] = Object.entries(template.Resources).find(([, { Type }]) => Type === type) ?? [];
  if (id === undefined) throw new Error(`There is no ${type}.`);
  return id;
};

/** Makes the authorizer's issuers these. */
const withIssuers = (template: Template, entries: unknown) =>
  changed(template, ({ Resources }) => {
    for (const { Properties } of Object.values(Resources)) {
      const variables = Properties?.Environment?.Variables;
      if (variables?.JWT_ISSUERS) variables.JWT_ISSUERS = JSON.stringify(entries);
    }
  });

const NEEDS_AWS: readonly Check[] = CHECKS.filter(({ permissions }) => permissions.length > 0);

test.each(
  NEEDS_AWS.map(({ name, permissions }) => [name, permissions.join(", ")]),
)("%s that must not ask says which permission it needs, and stops nothing", async (name, permissions) => {
  aws.state.denied = true;
  const all = await findings(name);
  expect(all.length).toBeGreaterThan(0);
  for (const one of all) expect(one).toBe(`unknown: needs the permission ${permissions}`);
});

test.each(
  NEEDS_AWS.map(({ name }) => name),
)("%s that cannot reach AWS says so and stops nothing", async (name) => {
  await aws.close();
  for (const one of await findings(name))
    expect(one).toBe(`unknown: cannot be reached (ECONNREFUSED)`);
});

test.each(
  NEEDS_AWS.map(({ name }) => name),
)("%s asks nothing with bad credentials", async (name) => {
  aws.state.stsError = "ExpiredToken";
  expect(await findings(name)).toEqual(["unknown: needs AWS credentials"]);
  expect(aws.calls.every((call) => call.startsWith("sts:"))).toBe(true);
});

test("credentials: whose they are, or why they are none", async () => {
  expect(await findings("credentials")).toEqual(["ok: account 123456789012, as user/jane"]);
  aws.state.stsError = "ExpiredToken";
  expect(await findings("credentials")).toEqual([
    expect.stringMatching(/^stop: the credentials have expired → sign in/),
  ]);
  await aws.close();
  expect(await findings("credentials")).toEqual(["unknown: cannot be reached (ECONNREFUSED)"]);
});

test("region: a commercial one that the account has enabled", async () => {
  expect(await findings("region")).toEqual(["ok: eu-west-1"]);
  aws.state.regions = ["us-east-1"];
  expect(await findings("region", "ap-east-1")).toEqual([
    expect.stringMatching(
      /^stop: ap-east-1 does not take .* has not enabled it → enable it \(aws account enable-region --region-name ap-east-1\)/,
    ),
  ]);
  for (const region of ["cn-north-1", "us-gov-west-1", "us-iso-east-1", "eusc-de-east-1"]) {
    expect(await findings("region", region)).toEqual([
      expect.stringMatching(/^stop: .* where CloudFront lacks .* → take a commercial region/),
    ]);
  }
  await aws.close();
  expect(await findings("region")).toEqual([
    "unknown: eu-west-1; whether it is enabled needs credentials",
  ]);
});

test("no region is no deployment, and nothing is asked", async () => {
  const results = await runChecks(CHECKS, createSubject(assembly, undefined));
  const stops = results.filter(({ verdict }) => verdict === "stop");
  expect(stops.map(({ check, found }) => `${check}: ${found}`)).toEqual([
    "region: no region is set",
  ]);
  expect(aws.calls.filter((call) => !call.startsWith("sts:"))).toEqual([]);
});

test("bootstrap: there, and recent enough", async () => {
  expect(await findings("bootstrap")).toEqual(["ok: version 28, at least 6 is needed"]);
  aws.state.bootstrapVersion = "5";
  expect(await findings("bootstrap")).toEqual([
    "stop: version 5, but 6 is needed → npm run bootstrap brings it up to date",
  ]);
  aws.state.bootstrapVersion = undefined;
  expect(await findings("bootstrap")).toEqual([
    "stop: the CDK was never prepared in this account and region → npm run bootstrap",
  ]);
});

/** The laptop's templates reserve 10 for uploads. */
const reserving = (count: number | undefined) => {
  assembly = {
    ...assembly,
    api: {
      ...assembly.api,
      template: changed(assembly.api.template, ({ Resources }) => {
        for (const { Properties } of Object.values(Resources)) {
          if (Properties?.ReservedConcurrentExecutions === undefined) continue;
          Properties.ReservedConcurrentExecutions = count;
        }
      }),
    },
  };
};

test.each([
  [
    10,
    10,
    10,
    /^stop: 10 functions at a time.*photoConcurrency 10 is over the 0 that are left → leave it 0/,
  ],
  [10, 10, 0, /^warning: 10 functions at a time: enough to try it.*Service Quotas/],
  [105, 105, 10, /^stop: 105 .* is over the 5 that are left → -c photoConcurrency=5 or less/],
  [1_000, 1_000, 10, /^ok: 1000 functions at a time, 10 of them reserved/],
  [1_000, 1_000, 0, /^ok: 1000 functions at a time; there is room for -c photoConcurrency=10$/],
  [1_000, 105, 0, /^ok: 1000 functions at a time, 0 of them/],
  [110, 110, 10, /^ok: 110 functions/],
])("concurrency of %i with %i unreserved, where %i are to be", async (limit, unreserved, wanted, expected) => {
  aws.state.concurrency = { limit, unreserved };
  reserving(wanted);
  expect(await findings("concurrency")).toEqual([expect.stringMatching(expected)]);
});

test("concurrency: what the deployment has reserved already is its own", async () => {
  aws.state.concurrency = { limit: 120, unreserved: 100 };
  reserving(20);
  expect(await findings("concurrency")).toEqual([expect.stringMatching(/^stop/)]);
  deploy(assembly.api.template, assembly.stateful.template);
  expect(await findings("concurrency")).toEqual([expect.stringMatching(/^ok/)]);
});

test("gateway keys: counted over all pages", async () => {
  aws.state.gatewayKeys = 1_234;
  expect(await findings("gateway keys")).toEqual(["ok: 1,234 of 10,000 keys in use"]);
  expect(aws.calls.filter((call) => call === "apigateway:/apikeys")).toHaveLength(3);
  aws.state.gatewayKeys = 8_000;
  expect(await findings("gateway keys")).toEqual([
    expect.stringMatching(/^warning: 8,000 of 10,000 keys in use → docs\/operations.md/),
  ]);
  aws.state.gatewayKeys = 10_000;
  expect(await findings("gateway keys")).toEqual([expect.stringMatching(/^stop: 10,000 of/)]);
  deploy(assembly.api.template, assembly.stateful.template);
  expect(await findings("gateway keys")).toEqual([expect.stringMatching(/^warning: 10,000 of/)]);
});

const withCertificates = (api: string, photos: string) => {
  const add = (template: Template, Type: string, Properties: object) =>
    changed(template, ({ Resources }) => {
      Resources.Certified = { Type, Properties };
      // The one without a certificate stands before it.
      if (Type.includes("CloudFront")) delete Resources[idOf(template, Type)];
    });
  assembly = readAssembly(inject("assembly"));
  assembly = {
    api: {
      ...assembly.api,
      template: add(assembly.api.template, "AWS::ApiGateway::DomainName", {
        RegionalCertificateArn: api,
      }),
    },
    stateful: {
      ...assembly.stateful,
      template: add(assembly.stateful.template, "AWS::CloudFront::Distribution", {
        DistributionConfig: { ViewerCertificate: { AcmCertificateArn: photos } },
      }),
    },
  };
};
const certificate = (region: string, account = "123456789012") =>
  `arn:aws:acm:${region}:${account}:certificate/one`;

test("certificates: each in its region, and of the account", async () => {
  expect(await findings("certificates")).toEqual(["ok: none needed: no host names of your own"]);
  withCertificates(certificate("eu-west-1"), certificate("us-east-1"));
  expect(await findings("certificates")).toEqual([
    "ok: certificateArn is in eu-west-1",
    "ok: photoCertificateArn is in us-east-1",
  ]);
  expect((await findings("certificates", "eu-central-1"))[0]).toMatch(
    /^stop: certificateArn is in eu-west-1, and must be in eu-central-1 → request/,
  );
  withCertificates(certificate("eu-west-1", "999999999999"), certificate("eu-west-1"));
  expect(await findings("certificates")).toEqual([
    expect.stringMatching(/^stop: certificateArn is of account 999999999999/),
    expect.stringMatching(/^stop: photoCertificateArn is in eu-west-1, and must be in us-east-1/),
  ]);
  // Whose they must be is not known then, but where is.
  await aws.close();
  expect(await findings("certificates")).toEqual([
    "ok: certificateArn is in eu-west-1",
    expect.stringMatching(/^stop: photoCertificateArn is in eu-west-1/),
  ]);
});

test("environment: Lambda's 4 KB, with all issuers", async () => {
  expect(await findings("environment")).toEqual([
    expect.stringMatching(/^ok: [\d,]+ of 4,096 bytes in \w+$/),
  ]);
  const long = (count: number, length: number) =>
    Array.from({ length: count }, (_, at) => ({
      issuer: `https://${at}.${"a".repeat(length)}.example`,
      audience: "profiles-api",
    }));
  const told = async (entries: unknown) => {
    const template = withIssuers(readAssembly(inject("assembly")).api.template, entries);
    assembly = { ...assembly, api: { ...assembly.api, template } };
    return findings("environment");
  };
  expect(await told(long(10, 400))).toEqual([
    expect.stringMatching(
      /^stop: [45],\d{3} of 4,096 bytes in AuthorizeRequest\w+: Lambda refuses it → name fewer issuers/,
    ),
  ]);
  expect(await told(long(10, 300))).toEqual([
    expect.stringMatching(/^warning: 3,9\d\d of 4,096 bytes in AuthorizeRequest\w+, the largest →/),
  ]);
});

test.each([
  [undefined, "ok", "not deployed yet"],
  ["CREATE_COMPLETE", "ok", "CREATE_COMPLETE"],
  ["UPDATE_ROLLBACK_COMPLETE", "ok", "UPDATE_ROLLBACK_COMPLETE"],
  ["REVIEW_IN_PROGRESS", "ok", "not deployed yet"],
  ["ROLLBACK_COMPLETE", "warning", "the CDK removes the rest of it and begins anew"],
  ["ROLLBACK_FAILED", "warning", "begins anew"],
  ["UPDATE_FAILED", "warning", "npx cdk rollback --app cdk.out ProfilesApi"],
  ["UPDATE_ROLLBACK_FAILED", "stop", "continue-update-rollback --stack-name ProfilesApi"],
  ["DELETE_FAILED", "stop", "aws cloudformation delete-stack --stack-name ProfilesApi"],
  ["UPDATE_IN_PROGRESS", "stop", "wait: "],
])("a stack in state %s: %s", async (status, verdict, said) => {
  aws.state.stacks = status === undefined ? {} : { ProfilesApi: { status } };
  const [stateful, api] = await findings("stacks");
  expect(stateful).toBe("ok: ProfilesStateful: not deployed yet");
  expect(api).toMatch(new RegExp(`^${verdict}: ProfilesApi: `));
  expect(api).toContain(said);
});

test("exports: one in use must stay as it is", async () => {
  expect(await findings("exports")).toEqual(["ok: none in use is dropped or changed"]);
  const { api, stateful } = assembly;
  const name = "ProfilesStateful:Old";
  const before = changed(stateful.template, ({ Outputs }) => {
    Outputs.Old = {
      Value: { Ref: idOf(stateful.template, "AWS::S3::Bucket") },
      Export: { Name: name },
    };
  });
  deploy(api.template, before);
  expect(await findings("exports")).toEqual(["ok: none in use is dropped or changed"]);
  aws.state.imports = { [name]: ["ProfilesApi", "Theirs"] };
  expect(await findings("exports")).toEqual([
    expect.stringMatching(
      /^stop: the update drops or changes ProfilesStateful:Old, which is imported by ProfilesApi, Theirs → keep it/,
    ),
  ]);
  // What a failed first deployment left is removed before anything else.
  deploy(api.template, before, "ROLLBACK_COMPLETE");
  expect(await findings("exports")).toEqual(["ok: none in use is dropped or changed"]);
});

test("data: a retained resource must stay the same", async () => {
  const none = "ok: nothing that holds data is dropped or replaced";
  expect(await findings("data")).toEqual([none]);
  const { api, stateful } = assembly;
  deploy(api.template, stateful.template);
  expect(await findings("data")).toEqual([none]);
  const id = idOf(stateful.template, "AWS::DynamoDB::Table");
  const renamed = changed(stateful.template, ({ Resources }) => {
    const table = Resources[id];
    delete Resources[id];
    if (table) Resources.OtherTable = table;
  });
  deploy(api.template, renamed);
  expect(await findings("data")).toEqual([
    expect.stringMatching(/^stop: the update drops or replaces OtherTable: .* empty one →/),
  ]);
});

const withPool = (template: Template, state: string) =>
  changed(template, ({ Resources, Outputs }) => {
    const Type = "AWS::Cognito::UserPool";
    Resources.Pool = { Type, DeletionPolicy: "Retain", Properties: {} };
    Outputs.UserPoolTokens = { Value: state };
  });

test("user pool: it goes only when it was retired before", async () => {
  const { api, stateful } = assembly;
  expect(await findings("user pool")).toEqual(["ok: none is lost"]);
  deploy(api.template, withPool(stateful.template, "accepted"));
  expect(await findings("user pool")).toEqual([
    expect.stringMatching(
      /^stop: the deployed stack has a user pool .* → -c userPool=true keeps it/,
    ),
  ]);
  deploy(api.template, withPool(stateful.template, "retired"));
  expect(await findings("user pool")).toEqual(["ok: none is lost"]);
  expect(await findings("data")).toEqual(["ok: nothing that holds data is dropped or replaced"]);
  const kept = { ...stateful, template: withPool(stateful.template, "accepted") };
  assembly = { api, stateful: kept };
  deploy(api.template, kept.template);
  expect(await findings("user pool")).toEqual(["ok: none is lost"]);
});

const a = "https://a.example";
const same = "ok: every issuer keeps its accounts";

test.each([
  ["as in earlier versions", { issuer: a, audience: "x" }, { issuer: a, audiences: ["x"] }, same],
  [
    "without a prefix, then with",
    { issuer: a, audience: "x" },
    { issuer: a, accounts: "p|" },
    '"accounts": "shared" for this issuer keeps the present ones',
  ],
  [
    "with a prefix, then without",
    { issuer: a, accounts: "p|" },
    { issuer: a },
    '"accounts": "own" for this issuer keeps the present ones',
  ],
  [
    "under another name of the field",
    { issuer: a, prefix: "p|" },
    { issuer: a, accounts: "p|" },
    same,
  ],
  [
    "with another prefix",
    { issuer: a, accounts: "p|" },
    { issuer: a, accounts: "q|" },
    "its accounts begin with p| now, and must go on so",
  ],
  ["with one of its own", { issuer: a, accounts: "own" }, { issuer: a, accounts: "p|" }, same],
  ["another issuer", { issuer: "https://b.example" }, { issuer: a, accounts: "p|" }, same],
])("accounts of an issuer %s", async (_, before, after, expected) => {
  const { api, stateful } = assembly;
  expect(await findings("accounts")).toEqual(["ok: none yet"]);
  deploy(withIssuers(api.template, [before]), stateful.template);
  assembly = { stateful, api: { ...api, template: withIssuers(api.template, [after]) } };
  const [one] = await findings("accounts");
  expect(one).toContain(expected);
  expect(one?.startsWith("stop")).toBe(expected !== same);
});

test("accounts: an issuer that the deployment itself makes is known by its exports", async () => {
  const { api, stateful } = assembly;
  const issuers = (accounts: string) => ({
    "Fn::Join": [
      "",
      [
        '[{"issuer":"https://cognito-idp.',
        { Ref: "AWS::Region" },
        ".amazonaws.com/",
        { "Fn::ImportValue": "ProfilesStateful:Pool" },
        `"${accounts}}]`,
      ],
    ],
  });
  const template = (accounts: string) =>
    changed(api.template, ({ Resources }) => {
      for (const { Properties } of Object.values(Resources)) {
        const variables = Properties?.Environment?.Variables;
        if (variables?.JWT_ISSUERS) variables.JWT_ISSUERS = issuers(accounts);
      }
    });
  aws.state.exports = { "ProfilesStateful:Pool": "eu-west-1_pool" };
  deploy(template(""), stateful.template);
  assembly = { stateful, api: { ...api, template: template(',"accounts":"own"') } };
  expect(await findings("accounts")).toEqual([
    expect.stringMatching(
      /^stop: https:\/\/cognito-idp\.eu-west-1\.amazonaws\.com\/eu-west-1_pool would name other accounts/,
    ),
  ]);
  aws.state.exports = {};
  expect(await findings("accounts")).toEqual([same]);
  expect(await findings("issuers")).toEqual(["ok: made by this deployment"]);
});
