import { describe, expect, test } from "vitest";
import type { Template } from "../../../infra/operations/preflight/template.ts";
import { importsOf } from "../../../infra/operations/preflight/template.ts";
import { SHIFTS } from "../../../infra/settings/watching-settings.ts";
import { routeTable } from "../../../shared/routes/route-table.ts";
import { templatesFor } from "../../support/templates-for.ts";

const issuer = { jwtIssuer: "https://issuer.example", jwtAudience: "profiles-api" };
/** CloudFormation takes so many resources a stack. */
const MOST_RESOURCES = 500;

// biome-ignore lint/suspicious/noExplicitAny: properties differ by type and tests look deep into them.
type Properties = Record<string, any>;

function ofType(template: Template, type: string): [string, Properties][] {
  return Object.entries(template.Resources).flatMap(([id, { Type, Properties }]) =>
    Type === type ? [[id, (Properties ?? {}) as Properties] as [string, Properties]] : [],
  );
}

const plain = templatesFor(issuer);
const [shift] = SHIFTS;
const everything = templatesFor({
  ...issuer,
  ...{ gradual: shift, check: 15, tracing: "on", methodMetrics: "on", logLevel: "warn" },
  ...{ alarmEmail: "ops@example.com", alarmWebhook: "https://hook.example", monthlyBudget: 200 },
  alarmTopicArn: "arn:aws:sns:eu-west-1:123456789012:alarms",
});
const api = (templates: ReadonlyMap<string, Template>) => templates.get("Api") ?? { Resources: {} };

describe.each([...everything])("with all that can be asked for, %s", (name, template) => {
  const count = Object.keys(template.Resources).length;

  test(`has ${count} resources, within ${MOST_RESOURCES}`, () => {
    expect(count).toBeLessThanOrEqual(MOST_RESOURCES);
  });

  test("has functions that trace, and log nothing below a warning", () => {
    for (const [, { TracingConfig, LoggingConfig }] of ofType(template, "AWS::Lambda::Function")) {
      expect(TracingConfig).toEqual({ Mode: "Active" });
      expect(LoggingConfig).toMatchObject({ ApplicationLogLevel: "WARN", SystemLogLevel: "WARN" });
    }
  });

  test("shifts what is called by the gateway and the stream, and takes it back on alarm", () => {
    const aliases = Object.entries(template.Resources).filter(
      ([, { Type }]) => Type === "AWS::Lambda::Alias",
    );
    const groups = new Map(ofType(template, "AWS::CodeDeploy::DeploymentGroup"));
    for (const [, alias] of aliases) {
      const { UpdatePolicy } = alias as { UpdatePolicy?: Properties };
      const { DeploymentGroupName } = UpdatePolicy?.CodeDeployLambdaAliasUpdate ?? {};
      const group = groups.get(DeploymentGroupName?.Ref);
      expect(group?.DeploymentConfigName).toBe("CodeDeployDefault.LambdaCanary10Percent5Minutes");
      expect(group?.AutoRollbackConfiguration.Events).toContain("DEPLOYMENT_STOP_ON_ALARM");
      const [alarm] = group?.AlarmConfiguration.Alarms ?? [];
      expect(template.Resources[alarm.Name.Ref]?.Type).toBe("AWS::CloudWatch::Alarm");
    }
    const functions = ofType(template, "AWS::Lambda::Function").length;
    // Of the background those that follow the stream; of the gateway's stack the authorizer.
    const expected = { Background: 2, Api: 1 }[name] ?? functions;
    expect([aliases.length, groups.size]).toEqual([expected, expected]);
  });
});

test("the gateway and the stream call aliases, and may", () => {
  const template = api(everything);
  const uris = ofType(template, "AWS::ApiGateway::Method")
    .map(([, { Integration }]) => JSON.stringify(Integration.Uri ?? ""))
    .filter((uri) => uri.includes("/invocations"));
  expect(uris.length).toBeGreaterThanOrEqual(routeTable.length);
  for (const uri of uris) expect(uri).toMatch(/ExportsOutputRef\w+Live/);
  const [[, authorizer] = ["", {}]] = ofType(template, "AWS::ApiGateway::Authorizer");
  expect(JSON.stringify(authorizer.AuthorizerUri)).toMatch(/"AuthorizeRequestLive/);
  for (const [, { FunctionName, Principal }] of ofType(template, "AWS::Lambda::Permission")) {
    if (Principal === "apigateway.amazonaws.com") {
      expect(JSON.stringify(FunctionName)).toMatch(/Live/);
    }
  }
  const background = everything.get("Background") ?? { Resources: {} };
  for (const [, { FunctionName }] of ofType(background, "AWS::Lambda::EventSourceMapping")) {
    expect(JSON.stringify(FunctionName)).toMatch(/"(Removal|Directory)ConsumerLive\w+"/);
  }
});

test("the stage asks the authorizer anew only once it may", () => {
  const { Resources } = api(everything);
  const deployment = Object.values(Resources).find(
    ({ Type }) => Type === "AWS::ApiGateway::Deployment",
  ) as { DependsOn?: string[] } | undefined;
  expect(deployment?.DependsOn).toContainEqual(
    expect.stringMatching(/^AuthorizeRequestLive.*Permissions/),
  );
});

test("at once an alias moves without a shift; switched off there is none, and nobody needs one", () => {
  const atOnce = templatesFor({ ...issuer, gradual: "at_once" });
  for (const [name, template] of atOnce) {
    expect(ofType(template, "AWS::CodeDeploy::DeploymentGroup")).toEqual([]);
    const isLower = !["Stateful", "Api", "Plans", "Background"].includes(name);
    const aliases = ofType(template, "AWS::Lambda::Alias").length;
    if (isLower) expect(aliases).toBe(ofType(template, "AWS::Lambda::Function").length);
  }
  for (const template of plain.values()) {
    expect(ofType(template, "AWS::Lambda::Alias")).toEqual([]);
    expect(ofType(template, "AWS::Lambda::Version")).toEqual([]);
  }
  expect([...importsOf(api(plain))].filter((name) => /Live/.test(name))).toEqual([]);
});

test("traces and figures by method are there only where they were asked for", () => {
  const settingOf = (templates: ReadonlyMap<string, Template>) => {
    const [[, stage] = ["", {}]] = ofType(api(templates), "AWS::ApiGateway::Stage");
    return [stage.TracingEnabled, stage.MethodSettings[0].MetricsEnabled];
  };
  expect(settingOf(plain)).toEqual([false, false]);
  expect(settingOf(everything)).toEqual([true, true]);
  const tracing = [...plain.values()].filter((one) => JSON.stringify(one).includes("xray:"));
  expect(tracing).toEqual([]);
});

describe("who is told", () => {
  const alarms = ofType(api(everything), "AWS::CloudWatch::Alarm").filter(([id]) =>
    id.startsWith("Monitoring"),
  );

  test("is told of each alarm by both topics; of what is always there also when it stays away", () => {
    expect(alarms.length).toBeGreaterThan(15);
    for (const [id, alarm] of alarms) {
      expect(alarm.AlarmActions).toHaveLength(2);
      expect(alarm.AlarmActions).toContain("arn:aws:sns:eu-west-1:123456789012:alarms");
      const isAlways = /RemovalsPending|CheckFails/.test(id);
      expect([id, alarm.TreatMissingData, alarm.InsufficientDataActions?.length ?? 0]).toEqual([
        ...[id, ...(isAlways ? ["missing", 2] : ["notBreaching", 0])],
      ]);
    }
  });

  test("is told by e-mail and at an address, and CloudWatch and Budgets may tell", () => {
    const subscriptions = ofType(api(everything), "AWS::SNS::Subscription");
    expect(subscriptions.map(([, { Protocol, Endpoint }]) => [Protocol, Endpoint])).toEqual([
      ["email", "ops@example.com"],
      ["https", "https://hook.example"],
    ]);
    const [[, policy] = ["", {}]] = ofType(api(everything), "AWS::SNS::TopicPolicy");
    const services = JSON.stringify(policy);
    for (const name of ["cloudwatch", "budgets"]) expect(services).toContain(`${name}.amazonaws`);
  });

  test("hears of what a month costs", () => {
    const [[, { Budget, NotificationsWithSubscribers: told }] = ["", {}]] = ofType(
      api(everything),
      "AWS::Budgets::Budget",
    );
    expect(Budget.BudgetLimit).toEqual({ Amount: 200, Unit: "USD" });
    expect(told.map(({ Notification }: Properties) => Notification.Threshold)).toEqual([80, 100]);
    // AWS takes one topic for each.
    expect(told[0].Subscribers).toEqual([
      { SubscriptionType: "EMAIL", Address: "ops@example.com" },
      { SubscriptionType: "SNS", Address: "arn:aws:sns:eu-west-1:123456789012:alarms" },
    ]);
  });

  test("nobody is told where nobody was named, and then no budget is taken", () => {
    for (const [, alarm] of ofType(api(plain), "AWS::CloudWatch::Alarm")) {
      expect(alarm.AlarmActions).toBeUndefined();
    }
    expect(ofType(api(plain), "AWS::SNS::Topic")).toEqual([]);
    expect(() => templatesFor({ ...issuer, monthlyBudget: 5 })).toThrow(
      /^Setting alarmEmail is missing \(monthlyBudget needs it, or alarmWebhook or alarmTopicArn\)/,
    );
  });
});

describe("saved queries", () => {
  const queries = [...plain.values()].flatMap((one) => ofType(one, "AWS::Logs::QueryDefinition"));
  const [[, stage] = ["", {}]] = ofType(api(plain), "AWS::ApiGateway::Stage");
  const fields = new Set([
    ...Object.keys(JSON.parse(stage.AccessLogSetting.Format)),
    // What functions write.
    ...["level", "message", "error", "route", "account", "requestId"],
  ]);
  const words = new Set([
    ..."filter stats count as by sort desc limit parse in or and bin min max sum pct latest".split(
      " ",
    ),
    ...["count_distinct", "status"],
  ]);

  test("are there for each stack's functions, in the deployment's folder", () => {
    const names = queries.map(([, { Name }]) => Name).sort();
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^Profiles\//);
    const resources = new Set(routeTable.map(({ resource }) => resource));
    for (const of of [...resources, "the background"]) {
      expect(names).toContain(`Profiles/Faults in ${of}`);
    }
  });

  test.each(queries)("%s asks only for what the log has", (_, { QueryString, LogGroupNames }) => {
    expect(LogGroupNames.length).toBeGreaterThan(0);
    const text = String(QueryString)
      .replaceAll(/"[^"]*"|\/\^.*\/|@\w+|\b\d\w*\b/g, " ")
      .replaceAll(/\bas \w+/g, " ");
    const made = new Set(
      [...String(QueryString).matchAll(/\bas (\w+)|\?<(\w+)>/g)].map(
        ([, one, other]) => one ?? other,
      ),
    );
    const asked = [...text.matchAll(/[a-zA-Z_]\w*/g)].map(([word]) => word);
    expect(asked.filter((one) => !words.has(one) && !fields.has(one) && !made.has(one))).toEqual(
      [],
    );
  });
});
