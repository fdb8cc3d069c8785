import { isDeepStrictEqual } from "node:util";
import { expect, test } from "vitest";
import { RESOURCE_IDENTITIES } from "../../../infra/operations/preflight/resource-identity.ts";
import { importsOf, type Template } from "../../../infra/operations/preflight/template.ts";
import { compareTemplates } from "../../../infra/operations/preflight/template-update.ts";
import { userPoolLoss } from "../../../infra/operations/preflight/user-pool-loss.ts";
import { SETTING_NAMES, type SettingName } from "../../../infra/settings/settings.ts";
import { routeTable } from "../../../shared/routes/route-table.ts";
import { oneOfEachKind } from "../../support/route-kinds.ts";
import { sharedNames } from "../../support/shared-names.ts";
import { templatesWith } from "../../support/templates-for.ts";

type Given = Partial<Record<SettingName, unknown>>;

const issuer = { jwtIssuer: "https://issuer.example", jwtAudience: "profiles-api" };
const others = (...names: string[]) =>
  names.map((name) => ({ issuer: `https://${name}.example`, audience: "profiles-api" }));
const certificate = (region: string, id: string) =>
  `arn:aws:acm:${region}:123456789012:certificate/${id}`;
const topic = (name: string) => `arn:aws:sns:eu-west-1:123456789012:${name}`;
const host = { domainName: "api.example.com", certificateArn: certificate("eu-west-1", "one") };
const photos = {
  photoDomainName: "photos.example.com",
  photoCertificateArn: certificate("us-east-1", "one"),
};

const tableStream = (table: string) =>
  `arn:aws:dynamodb:eu-west-1:123456789012:table/${table}/stream/2026-01-31T14:20:00.000`;

/** A deployment without the setting where that is possible, then with it, then with another value. */
const values = (name: SettingName, ...given: unknown[]): readonly Given[] => [
  issuer,
  ...given.map((value) => ({ ...issuer, [name]: value })),
];

/** The same beside a user pool, which these settings need. */
const withPool = (name: SettingName, ...given: unknown[]) =>
  values(name, ...given).map((one) => ({ ...one, userPool: true }));

/**
 * Deployments that differ in one setting, and in what that one needs or excludes. Each may follow on
 * each other one. A new setting needs its line here.
 */
const DEPLOYMENTS: Readonly<Record<SettingName, readonly Given[]>> = {
  jwtIssuer: [
    { jwtIssuers: others("a") },
    { ...issuer, jwtIssuers: others("a") },
    { ...issuer, jwtIssuer: "https://other.example", jwtIssuers: others("a") },
    { userPool: true },
    { ...issuer, userPool: true },
  ],
  jwtAudience: [issuer, { ...issuer, jwtAudience: "others" }],
  jwtJwksUri: values("jwtJwksUri", "https://a.example/jwks", "https://b.example/jwks"),
  jwtIssuers: values("jwtIssuers", others("a"), others("a", "b"), JSON.stringify(others("b"))),
  jwtMaxAgeHours: values("jwtMaxAgeHours", 1, "720"),
  domainName: [issuer, { ...issuer, ...host }, { ...issuer, ...host, domainName: "b.example.com" }],
  certificateArn: [
    { ...issuer, ...host },
    { ...issuer, ...host, certificateArn: certificate("eu-west-1", "two") },
  ],
  hostedZoneId: [
    { ...issuer, ...host },
    { ...issuer, ...host, hostedZoneId: "Z1" },
    { ...issuer, ...host, hostedZoneId: "Z2" },
  ],
  photoDomainName: [
    issuer,
    { ...issuer, ...photos },
    { ...issuer, ...photos, photoDomainName: "pictures.example.com" },
  ],
  photoCertificateArn: [
    { ...issuer, ...photos },
    { ...issuer, ...photos, photoCertificateArn: certificate("us-east-1", "two") },
  ],
  stageName: [
    ...values("stageName", "v1", "v2"),
    { ...issuer, ...host, stageName: "v1" },
    { ...issuer, ...host, stageName: "v2" },
  ],
  profilesPerAccount: values("profilesPerAccount", 1, "30"),
  leadRetentionDays: values("leadRetentionDays", 1, "3650"),
  erasureWaitSeconds: values("erasureWaitSeconds", 0, "30"),
  sweepShards: values("sweepShards", 2, "40"),
  restoredTable: values(
    "restoredTable",
    tableStream("profiles-restored"),
    tableStream("profiles-again"),
  ),
  tokenHelp: values("tokenHelp", "Sign in at https://login.example.", "Ask `ops`."),
  contact: values("contact", "ops@example.com"),
  corsOrigins: values("corsOrigins", "https://a.example", "https://a.example,https://b.example"),
  alarmEmail: values("alarmEmail", "one@example.com", "two@example.com"),
  alarmWebhook: values("alarmWebhook", "https://one.example", "https://two.example"),
  alarmTopicArn: values("alarmTopicArn", topic("one"), topic("two")),
  monthlyBudget: [
    { ...issuer, alarmEmail: "one@example.com" },
    { ...issuer, alarmEmail: "one@example.com", monthlyBudget: 100 },
    { ...issuer, alarmEmail: "one@example.com", monthlyBudget: "200" },
  ],
  logLevel: values("logLevel", "warn", "full"),
  tracing: values("tracing", "on"),
  methodMetrics: values("methodMetrics", "on"),
  gradual: values("gradual", "at_once", "canary10percent5minutes", "linear10percentevery1minute"),
  check: values("check", 15, "720"),
  logRetentionDays: values("logRetentionDays", 7, "365"),
  throttleRate: values("throttleRate", 1, "10000"),
  throttleBurst: values("throttleBurst", 1, "5000"),
  plans: values("plans", { free: { requestsPerDay: 5 } }, '{"session":{"rate":100}}'),
  waf: values("waf", "true"),
  wafRate: [
    { ...issuer, waf: true },
    { ...issuer, waf: true, wafRate: "500" },
  ],
  gatewayShards: values("gatewayShards", 1),
  sessionRequestsPerDay: values("sessionRequestsPerDay", 1, "10000000"),
  analytics: values("analytics", "off"),
  photoConcurrency: values("photoConcurrency", 5, "900"),
  jwtAccounts: values("jwtAccounts", "own"),
  userPool: values("userPool", "true", "retire"),
  userPoolAccounts: withPool("userPoolAccounts", "shared"),
  userPoolSelfSignUp: withPool("userPoolSelfSignUp", "true"),
  userPoolCallbackUrls: withPool("userPoolCallbackUrls", "https://a.example", "https://b.example"),
  userPoolLogoutUrls: withPool("userPoolLogoutUrls", "https://a.example", "https://b.example"),
  userPoolSender: withPool("userPoolSender", "a@a.example", "b@b.example"),
  // Another prefix is another deployment: a test of its own.
  stackPrefix: [issuer, { ...issuer, stackPrefix: "Other" }],
};

interface Deployment {
  readonly stateful: Template;
  /** Those above it, by what follows the prefix in their names. */
  readonly others: ReadonlyMap<string, Template>;
}

const synthesised = new Map<string, Deployment>();

/** A third of the routes, and half of a synthesis: every setting at once is tried with all of them. */
const someRoutes = oneOfEachKind(routeTable);

function deploymentOf(given: Given, routes = someRoutes): Deployment {
  const key = JSON.stringify([given, routes.length]);
  const known = synthesised.get(key);
  if (known) return known;
  const { Stateful: stateful, ...others } = Object.fromEntries(templatesWith(given, routes));
  if (!stateful) throw new Error("There is no stateful stack.");
  const deployment = { stateful, others: new Map(Object.entries(others)) };
  synthesised.set(key, deployment);
  return deployment;
}

const pairs = SETTING_NAMES.filter((name) => name !== "stackPrefix").flatMap((name) => {
  const given = DEPLOYMENTS[name];
  return given.flatMap((from) =>
    given
      // The pool stays, unless it is what changes.
      .filter((to) => to !== from && (name === "userPool" || to.userPool === from.userPool))
      .map((to) => ({ name, from, to })),
  );
});

test.each(SETTING_NAMES)("%s is there with at least two values, absent being one", (name) => {
  const given = DEPLOYMENTS[name].map((one) => JSON.stringify(one[name]));
  expect(new Set(given).size).toBeGreaterThan(1);
});

/** Every setting at once, with the first or the second of its values; the pool stays. */
function together(value: 1 | 2): Given {
  const given = SETTING_NAMES.filter((name) => name !== "stackPrefix").map(
    (name) => DEPLOYMENTS[name][value] ?? DEPLOYMENTS[name].at(-1),
  );
  return Object.assign({}, ...given, { userPool: "true" });
}

test.each(pairs)("$name may change on a running deployment: $from to $to", ({ from, to }) => {
  expectMayChange(from, to);
});

const all = [{ ...issuer, userPool: "true" }, together(1), together(2)];

test.each([
  ["none to the first values", 0, 1],
  ["the first values to none", 1, 0],
  ["the first values to others", 1, 2],
  ["others to the first values", 2, 1],
  ["none to others", 0, 2],
  ["others to none", 2, 0],
])("all settings may change at once: %s", (_, from, to) => {
  expectMayChange(all[from] ?? {}, all[to] ?? {}, routeTable);
});

function expectMayChange(from: Given, to: Given, routes = someRoutes): void {
  const [before, after] = [deploymentOf(from, routes), deploymentOf(to, routes)];
  const isLost = userPoolLoss(before.stateful, after.stateful);
  expect(isLost).toBe(from.userPool === "true" && to.userPool === undefined);
  // The one change that takes two deployments: the preflight says so.
  if (isLost) return;
  const stateful = compareTemplates(before.stateful, after.stateful);
  // The stateful stack is updated first, while the others still import what they did.
  const inUse = new Set([...before.others.values()].flatMap((other) => [...importsOf(other)]));
  expect(stateful.lostExports.filter((name) => inUse.has(name))).toEqual([]);
  expect(stateful).toMatchObject({ lostResources: [], collisions: [] });
  expect([...after.others.keys()]).toEqual([...before.others.keys()]);
  const gateway = after.others.get("Api") ?? { Resources: {} };
  for (const [name, template] of before.others) {
    const { lostExports, ...rest } = compareTemplates(
      template,
      after.others.get(name) ?? { Resources: {} },
    );
    expect([name, rest]).toEqual([name, { lostResources: [], collisions: [] }]);
    // Aliases go only where they are switched off. The preflight then says to update the gateway
    // first, which no longer needs them.
    const mayGo = from.gradual !== undefined && to.gradual === undefined;
    expect(lostExports.filter((lost) => !mayGo || importsOf(gateway).has(lost))).toEqual([]);
  }
}

test("each pair does change something", () => {
  const isOneFor = ({ from, to }: (typeof pairs)[number]) =>
    isDeepStrictEqual(deploymentOf(from), deploymentOf(to));
  expect(pairs.filter(isOneFor)).toEqual([]);
});

test("another prefix makes a deployment that shares no name with the first", () => {
  const [one, other] = DEPLOYMENTS.stackPrefix.map((given) => deploymentOf(given));
  if (!one || !other) throw new Error("There are no two deployments.");
  expect(sharedNames(one.stateful, other.stateful)).toEqual([]);
  for (const [name, template] of one.others) {
    expect(sharedNames(template, other.others.get(name) ?? { Resources: {} })).toEqual([]);
  }
});

test("it is known of every type in the templates what replaces it", () => {
  const types = [...synthesised.values()]
    .flatMap(({ stateful, others }) => [stateful, ...others.values()])
    .flatMap(({ Resources }) => Object.values(Resources).map(({ Type }) => Type));
  expect([...new Set(types)].filter((type) => !RESOURCE_IDENTITIES[type])).toEqual([]);
});
