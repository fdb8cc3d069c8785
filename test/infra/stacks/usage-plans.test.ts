import { expect, test } from "vitest";
import { throttleOf } from "../../../infra/settings/plan-settings.ts";
import {
  GATEWAY_SHARDS,
  SHARED_KINDS,
  shardKeyValue,
} from "../../../shared/model/gateway-shard.ts";
import { PLANS } from "../../../shared/model/plans.ts";
import { exportsOf, STACKS, SynthesisedTemplate } from "../../support/synthesised-template.ts";

const template = new SynthesisedTemplate("ProfilesApi");
const plans = template.ofType("AWS::ApiGateway::UsagePlan");
const planOf = (name: string) =>
  plans.find(([, { Properties }]) => Properties.UsagePlanName === `ProfilesApi-${name}`);

test.each([
  ["free", 1_000, 500, undefined],
  ["startup", 50, 250, 30_000],
  ["business", 200, 500, 300_000],
  ["enterprise", 500, 1_000, undefined],
  ["session", 1_000, 500, undefined],
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

test("no plan promises more than the stage lets pass, and a shard a tenth of it", () => {
  const low = { throttleRate: 100, throttleBurst: 600 };
  expect(throttleOf("free", low)).toEqual({ rateLimit: 10, burstLimit: 60 });
  expect(throttleOf("business", low)).toEqual({ rateLimit: 100, burstLimit: 500 });
  expect(throttleOf("enterprise", low)).toEqual({ rateLimit: 100, burstLimit: 600 });
  expect(throttleOf("session", { throttleRate: 5, throttleBurst: 9 })).toEqual({
    ...{ rateLimit: 1, burstLimit: 1 },
  });
  const set = { ...low, plans: { free: { rate: 20 }, startup: { burst: 1 } } };
  expect(throttleOf("free", set)).toEqual({ rateLimit: 20, burstLimit: 60 });
  expect(throttleOf("startup", set)).toEqual({ rateLimit: 50, burstLimit: 1 });
});

test("there is a plan for each that an account can be on, and one for JWTs", () => {
  expect(plans).toHaveLength(Object.keys(PLANS).length + 1);
});

test("keys come from the authorizer, never from what the caller sends", () => {
  expect(template.one("AWS::ApiGateway::RestApi").Properties.ApiKeySourceType).toBe("AUTHORIZER");
});

const above = new SynthesisedTemplate("ProfilesPlans");

test("every shard has a key in its plan, of the value that the authorizer gives", () => {
  const platform = new SynthesisedTemplate("ProfilesApi", "ProfilesPlans");
  const keys = new Map(platform.ofType("AWS::ApiGateway::ApiKey"));
  const exported = new Map(exportsOf("ProfilesApi").map(({ name, value }) => [name, value]));
  const plansOfKeys = platform.ofType("AWS::ApiGateway::UsagePlanKey").map(([, one]) => {
    const { KeyId, UsagePlanId: plan } = one.Properties;
    const planId = (plan["Fn::ImportValue"] ? exported.get(plan["Fn::ImportValue"]) : plan).Ref;
    return [readValue(keys.get(KeyId.Ref)?.Properties.Value), planId];
  });
  const expected = SHARED_KINDS.flatMap((kind) =>
    Array.from({ length: GATEWAY_SHARDS }, (_, shard) => [
      shardKeyValue(kind, "<deployment>", shard),
      planOf(kind)?.[0],
    ]),
  );
  expect(plansOfKeys.sort()).toEqual(expected.sort());
  expect(keys.size).toBe(2 * GATEWAY_SHARDS);
  for (const { Properties } of keys.values()) expect(Properties.Enabled).toBe(true);
});

test("their values are made of the id of the gateway's stack, as the authorizer is told it", () => {
  const stackId = { "Fn::Select": [2, { "Fn::Split": ["/", { Ref: "AWS::StackId" }] }] };
  // Letters and digits only: the id's hyphens go.
  const deployment = { "Fn::Join": ["", { "Fn::Split": ["-", stackId] }] };
  const [told] = template
    .ofType("AWS::Lambda::Function")
    .map(([, { Properties }]) => Properties.Environment.Variables.GATEWAY_DEPLOYMENT);
  expect(told).toEqual(deployment);
  const exported = exportsOf("ProfilesApi").find(({ name }) => name === DEPLOYMENT);
  expect(exported?.value).toEqual(deployment);
  expect(readValue(template.one("AWS::ApiGateway::ApiKey").Properties.Value)).toBe(
    "session<deployment>",
  );
  expect(Object.keys(above.resources)).toHaveLength(4 * GATEWAY_SHARDS - 2);
});

test("no function may call the gateway's control plane, but the one that counts keys", () => {
  const everything = new SynthesisedTemplate(...STACKS);
  const policies = ["AWS::IAM::Policy", "AWS::IAM::Role"].flatMap((type) =>
    everything.ofType(type),
  );
  const calling = policies.filter(([, one]) => JSON.stringify(one).includes('"apigateway:'));
  expect(calling.map(([id]) => id)).toEqual([expect.stringMatching(/^WatchesKeysMadeRole/)]);
  expect(JSON.stringify(calling).match(/"apigateway:\w+"/g)).toEqual(['"apigateway:GET"']);
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

const DEPLOYMENT = "ProfilesApi:GatewayDeployment";

/** A key's value, with the deployment's part of it in words. */
function readValue(value: unknown): string {
  const text = (part: unknown): string => {
    if (typeof part === "string") return part;
    const { "Fn::Join": join, "Fn::ImportValue": name } = part as Record<string, unknown>;
    if (name === DEPLOYMENT) return "<deployment>";
    const [, parts] = join as [string, unknown];
    return Array.isArray(parts) ? parts.map(text).join("") : "<deployment>";
  };
  return text(value);
}
