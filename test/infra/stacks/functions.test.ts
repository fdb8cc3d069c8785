import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { routeTable } from "../../../shared/routes/route-table.ts";
import { STACKS, SynthesisedTemplate } from "../../support/synthesised-template.ts";

const template = new SynthesisedTemplate(...STACKS);
const functions = template.ofType("AWS::Lambda::Function").map(([, resource]) => resource);
const manifest: Record<string, { externals: string[] }> = JSON.parse(
  readFileSync(join(inject("assembly"), "..", "manifest.json"), "utf8"),
);

const ofRoute = (method: string, path: string) =>
  functions.find(({ Properties }) => Properties.Description === `${method} ${path}`)?.Properties;

/** Functions that are got ready while they load: those that use the table. */
const started = routeTable
  .filter(({ auth, access }) => auth !== "public" || access.table)
  .map(({ method, path }) => `${method} ${path}`);

test.each(functions.map(({ Properties }) => Properties))("$Description", (properties) => {
  expect(properties).toMatchObject({
    Runtime: "nodejs24.x",
    Architectures: ["arm64"],
    Handler: started.includes(properties.Description) ? "start.handler" : "index.handler",
    LoggingConfig: {
      LogFormat: "JSON",
      LogGroup: { Ref: expect.any(String) },
      ApplicationLogLevel: "INFO",
      SystemLogLevel: "WARN",
    },
  });
  // Traces hold callers' addresses, and cost: only where an operator asks for them.
  expect(properties.TracingConfig).toBeUndefined();
  const logGroup = template.resources[properties.LoggingConfig.LogGroup.Ref];
  expect(logGroup).toMatchObject({ DeletionPolicy: "Delete", Properties: { RetentionInDays: 30 } });
});

test.each(routeTable)("$id is started by a module of its own where it uses the table", (route) => {
  const folder = join(inject("assembly"), "..", "functions", route.id);
  const isStarted = route.auth !== "public" || route.access.table !== undefined;
  expect(existsSync(join(folder, "start.mjs"))).toBe(isStarted);
});

test.each(routeTable)("$id answers before the gateway gives up", ({ method, path }) => {
  expect(ofRoute(method, path).Timeout).toBeLessThan(29);
});

test.each(routeTable)("$id has the image layer if its bundle asks for it", (route) => {
  const needed = manifest[route.id]?.externals.includes("sharp");
  const properties = ofRoute(route.method, route.path);
  expect(properties.Layers?.length ?? 0).toBe(needed ? 1 : 0);
});

test("the functions that take photos, and no others, carry native code", () => {
  const withImages = Object.keys(manifest).filter((id) => manifest[id]?.externals.length);
  expect(withImages).toEqual([
    ...["create-profile", "import-into-profile", "import-profile"],
    ...["process-photo-upload", "update-profile"],
  ]);
});

test("a route's function is told where everything is", () => {
  for (const {
    id,
    method,
    path,
    access,
    showsReference,
    namesOperator,
    erasesAccounts,
  } of routeTable) {
    const { Variables } = ofRoute(method, path).Environment;
    expect(Object.keys(Variables).sort()).toEqual([
      ...(access.analytics ? ["ANALYTICS"] : []),
      ...(showsReference || namesOperator ? ["CONTACT"] : []),
      "CORS_ORIGINS",
      "LEAD_RETENTION_DAYS",
      ...(erasesAccounts ? ["LOG_KEY"] : []),
      ...(manifest[id]?.externals.includes("sharp") ? ["MALLOC_MMAP_THRESHOLD_"] : []),
      ...(access.pepper ? ["PEPPER_SECRET_ARN"] : []),
      "PHOTO_BASE_URL",
      "PHOTO_BUCKET",
      "PROFILES_PER_ACCOUNT",
      "SESSION_REQUESTS_PER_DAY",
      "TABLE_NAME",
      ...(showsReference ? ["TOKEN_HELP"] : []),
      ...(erasesAccounts ? ["USER_POOL_ACCOUNTS"] : []),
    ]);
    expect(Variables.SESSION_REQUESTS_PER_DAY).toBe("10000");
  }
});

const JWT_ISSUERS = JSON.stringify([
  {
    issuer: "https://dev-issuer.invalid",
    audiences: ["laptop"],
    jwksUri: "https://jwks.dev-issuer.invalid/jwks.json",
  },
]);

test("what keeps the issuers' keys runs often, and is told of the issuers and the table", () => {
  const [[id, { Properties }] = ["", { Properties: {} }]] = template
    .ofType("AWS::Lambda::Function")
    .filter(([name]) => name.startsWith("IssuerKeysKeeper"));
  expect(Properties.Environment.Variables).toEqual({
    JWT_ISSUERS,
    TABLE_NAME: { "Fn::ImportValue": expect.stringContaining("Table") },
  });
  const rules = template.ofType("AWS::Events::Rule").map(([, rule]) => rule.Properties);
  expect(rules).toContainEqual(
    expect.objectContaining({
      ScheduleExpression: "rate(5 minutes)",
      State: "ENABLED",
      Targets: [expect.objectContaining({ Arn: { "Fn::GetAtt": [id, "Arn"] } })],
    }),
  );
});

/** As the CDK writes a reference to a field of a secret that another stack exports. */
const LOG_KEY = {
  "Fn::Join": [
    "",
    [
      "{{resolve:secretsmanager:",
      { "Fn::ImportValue": expect.stringContaining("LogKey") },
      ":SecretString:key::}}",
    ],
  ],
};

test("the authorizer is told whom to trust, and nothing else", () => {
  const authorizer = functions.find(({ Properties }) => /credential/.test(Properties.Description));
  expect(authorizer?.Properties.Environment.Variables).toEqual({
    JWT_ISSUERS,
    JWT_MAX_AGE_SECONDS: "2592000",
    TABLE_NAME: { "Fn::ImportValue": expect.stringContaining("Table") },
    LOG_KEY: LOG_KEY,
    PEPPER_SECRET_ARN: { "Fn::ImportValue": expect.stringContaining("Pepper") },
    GATEWAY_DEPLOYMENT: expect.objectContaining({ "Fn::Join": expect.any(Array) }),
    GATEWAY_SHARDS: "32",
  });
});

const mappings = template.ofType("AWS::Lambda::EventSourceMapping");
const CARD_KEYS = { pk: { S: [{ prefix: "PROFILE#" }] }, sk: { S: ["CARD"] } };
const PUBLIC = { state: { S: ["public"] } };

test.each([
  [
    "removals",
    /Removal/,
    [
      ...["REMOVAL#", "AHEAD#"].map((prefix) => ({
        ...{ eventName: ["INSERT"], dynamodb: { Keys: { pk: { S: [{ prefix }] } } } },
      })),
      {
        eventName: ["INSERT"],
        dynamodb: {
          Keys: { pk: { S: [{ prefix: "ERASURE#" }] }, sk: { S: [{ prefix: "ERASURE#" }] } },
        },
      },
      {
        eventName: ["INSERT", "MODIFY"],
        dynamodb: { Keys: { pk: { S: [{ prefix: "EXPORT#" }] } } },
      },
      // The fifth, which is as many as a mapping may have.
      { eventName: ["REMOVE"], dynamodb: { Keys: { pk: { S: [{ prefix: "KEY#" }] } } } },
    ],
  ],
  [
    "cards that the directory knows, or will",
    /Directory/,
    [
      { dynamodb: { Keys: CARD_KEYS, NewImage: PUBLIC } },
      { dynamodb: { Keys: CARD_KEYS, OldImage: PUBLIC } },
    ],
  ],
])("%s are retried, bisected, and kept when they fail for good", (_, id, expected) => {
  const found = mappings.filter(([name]) => id.test(name)).map(([, { Properties }]) => Properties);
  expect(found).toHaveLength(1);
  const [properties] = found;
  expect(properties).toMatchObject({
    BisectBatchOnFunctionError: true,
    FunctionResponseTypes: ["ReportBatchItemFailures"],
    MaximumRetryAttempts: 10,
    MaximumRecordAgeInSeconds: 82_800,
    ParallelizationFactor: 4,
  });
  expect(properties.DestinationConfig.OnFailure.Destination).toBeDefined();
  const patterns = properties.FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) =>
    JSON.parse(Pattern),
  );
  expect(patterns).toEqual(expected);
});

test("the table's stream has two readers, as many as it serves at full speed", () => {
  expect(mappings).toHaveLength(2);
});

test.each(template.ofType("AWS::SQS::Queue"))("%s keeps what failed for 14 days, encrypted", (_, {
  Properties,
}) => {
  expect(Properties).toMatchObject({
    MessageRetentionPeriod: 14 * 86_400,
    SqsManagedSseEnabled: true,
  });
});

test("an operator hears of what needs a person", () => {
  const alarms = template.ofType("AWS::CloudWatch::Alarm").map(([id]) => id);
  for (const name of [
    "ServerErrors",
    "AuthorizerFails",
    "AuthorizerDependencyFails",
    "IssuerKeysStale",
    "RequestsThrottled",
    "TableThrottled",
    "RemovalsLate",
    "RemovalsFailed",
    "DirectoryLate",
    "DirectoryFailed",
    "UploadsLate",
    "UploadsFailed",
    "SweepFails",
    "Slow",
    "FunctionsThrottled",
    "ConcurrencyHigh",
    "GatewayKeysHigh",
    "RemovalsPending",
    "CheckFails",
  ]) {
    expect(alarms.filter((id) => id.includes(name))).toHaveLength(1);
  }
  template.one("AWS::CloudWatch::Dashboard");
});
