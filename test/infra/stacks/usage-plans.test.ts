import { expect, test } from "vitest";
import { planThrottle } from "../../../infra/constructs/usage-plans.ts";
import { readSettings } from "../../../infra/settings/read-settings.ts";
import { PLANS } from "../../../shared/model/plans.ts";
import { exportsOf, STACKS, SynthesisedTemplate } from "../../support/synthesised-template.ts";

const template = new SynthesisedTemplate("ProfilesApi");
const plans = template.ofType("AWS::ApiGateway::UsagePlan");
const planOf = (name: string) =>
  plans.find(([, { Properties }]) => Properties.UsagePlanName === `ProfilesApi-${name}`);

test.each([
  ["free", 50, 250, 300],
  ["startup", 50, 250, 30_000],
  ["business", 200, 500, 300_000],
  ["enterprise", 500, 1_000, undefined],
  ["session", 10_000, 5_000, undefined],
])("the plan %s has its limits and is open to the stage", (name, rate, burst, quota) => {
  const [api] = template.ofType("AWS::ApiGateway::RestApi").map(([id]) => id);
  const [stage] = template.ofType("AWS::ApiGateway::Stage").map(([id]) => id);
  expect(planOf(name)?.[1].Properties).toEqual({
    UsagePlanName: `ProfilesApi-${name}`,
    Throttle: { RateLimit: rate, BurstLimit: burst },
    ApiStages: [{ ApiId: { Ref: api }, Stage: { Ref: stage }, Throttle: {} }],
    ...(quota && { Quota: { Limit: quota, Period: "DAY" } }),
  });
});

test("no plan promises more than the stage lets pass, and by default none has to give way", () => {
  const low = { rateLimit: 100, burstLimit: 600 };
  expect(planThrottle("free", low)).toEqual({ rateLimit: 50, burstLimit: 250 });
  expect(planThrottle("business", low)).toEqual({ rateLimit: 100, burstLimit: 500 });
  expect(planThrottle("enterprise", low)).toEqual(low);
  const given = { jwtIssuer: "https://issuer.example", jwtAudience: "api" };
  const { throttleRate, throttleBurst } = readSettings((name) => given[name as keyof typeof given]);
  const stage = { rateLimit: throttleRate, burstLimit: throttleBurst };
  expect(planThrottle("enterprise", stage)).toEqual({ rateLimit: 500, burstLimit: 1_000 });
});

test("there is a plan for each that an account can be on, and one for JWTs", () => {
  expect(plans).toHaveLength(Object.keys(PLANS).length + 1);
});

test("keys come from the authorizer, never from what the caller sends", () => {
  expect(template.one("AWS::ApiGateway::RestApi").Properties.ApiKeySourceType).toBe("AUTHORIZER");
});

test("the only key of the stack is the shared one of JWTs, made of the stack's id", () => {
  const [[id, { Properties }] = ["", { Properties: {} }]] =
    template.ofType("AWS::ApiGateway::ApiKey");
  const stackId = { "Fn::Select": [2, { "Fn::Split": ["/", { Ref: "AWS::StackId" }] }] };
  expect(Properties).toEqual({
    Description: expect.any(String),
    Enabled: true,
    // Letters and digits only: the id's hyphens go.
    Value: { "Fn::Join": ["", ["session", { "Fn::Join": ["", { "Fn::Split": ["-", stackId] }] }]] },
  });
  expect(template.one("AWS::ApiGateway::ApiKey")).toBeDefined();
  expect(template.one("AWS::ApiGateway::UsagePlanKey").Properties).toEqual({
    KeyId: { Ref: id },
    KeyType: "API_KEY",
    UsagePlanId: { Ref: planOf("session")?.[0] },
  });
});

test("keys may be moved between the plans of API keys, and into no other plan", () => {
  const { Properties } = template.one("AWS::IAM::Policy");
  const { Statement } = Properties.PolicyDocument;
  const pathsOf = (action: string) =>
    Statement.filter(({ Action }: { Action: unknown }) => Action === action)
      .flatMap(({ Resource }: { Resource: unknown[] }) => Resource)
      .map((resource: { "Fn::Join": [string, ({ Ref: string } | string)[]] }) =>
        resource["Fn::Join"][1]
          .map((part) => (typeof part === "string" ? part : part.Ref))
          .join("")
          .replace(/^.*::/, ""),
      )
      .sort();
  const ids = Object.keys(PLANS).map((name) => planOf(name)?.[0]);
  const joins = ids.map((id) => `/usageplans/${id}/keys`).sort();
  const leaves = ids.map((id) => `/usageplans/${id}/keys/*`).sort();
  expect(pathsOf("apigateway:POST")).toEqual(joins);
  expect(pathsOf("apigateway:DELETE")).toEqual(leaves);
  expect(Statement.flatMap(({ Action }: { Action: unknown }) => Action)).toHaveLength(2);
  expect(Statement).toHaveLength(2);
});

test("the policy stands on the functions that make and remove keys, and no others", () => {
  const { Roles } = template.one("AWS::IAM::Policy").Properties;
  const functions = new SynthesisedTemplate(...STACKS).ofType("AWS::Lambda::Function");
  const roles = functions
    .filter(([, { Properties }]) => Properties.Environment?.Variables.USAGE_PLAN_PREFIX)
    .map(([, { Properties }]) => Properties.Role["Fn::GetAtt"][0]);
  const exports = new Map(
    exportsOf("ProfilesApiKeys").map(({ name, value }) => [name, value as { Ref?: string }]),
  );
  const imported = Roles.map((role: Record<string, string>) => role["Fn::ImportValue"]);
  expect(imported.map((name: string) => exports.get(name)?.Ref).sort()).toEqual(roles.sort());
  for (const [, { Properties }] of functions) {
    const { USAGE_PLAN_PREFIX: prefix } = Properties.Environment?.Variables ?? {};
    if (prefix) expect(prefix).toBe("ProfilesApi-");
  }
});

test("nothing stands in a circle", () => {
  const seen = new Map<string, "open" | "done">();
  const visit = (id: string, path: readonly string[]): void => {
    if (seen.get(id) === "done") return;
    if (seen.get(id) === "open") throw new Error([...path, id].join(" → "));
    seen.set(id, "open");
    for (const other of referencesOf(template.resources[id])) visit(other, [...path, id]);
    seen.set(id, "done");
  };
  for (const id of Object.keys(template.resources)) visit(id, []);
});

function referencesOf(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const { Ref, DependsOn, "Fn::GetAtt": attribute } = value as Record<string, unknown>;
  const own = [Ref, DependsOn, Array.isArray(attribute) ? attribute[0] : undefined].flat();
  const found = own.filter((id) => typeof id === "string" && id in template.resources);
  return [...(found as string[]), ...Object.values(value).flatMap(referencesOf)];
}
