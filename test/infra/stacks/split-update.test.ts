import { expect, test } from "vitest";
import type { Template } from "../../../infra/operations/preflight/template.ts";
import { compareTemplates } from "../../../infra/operations/preflight/template-update.ts";
import { sharedNames } from "../../support/shared-names.ts";
import { STACKS } from "../../support/synthesised-template.ts";
import { templatesFor } from "../../support/templates-for.ts";
import deployed from "./before-split.json" with { type: "json" };

/**
 * The last version with all functions in the gateway's stack, as it was deployed with `settings`: of each
 * resource what tells whether an update replaces it, and what of it there can be only once.
 */
const before = deployed as unknown as Readonly<
  Record<"ProfilesStateful" | "ProfilesApi", Template & { readonly imports: readonly string[] }>
>;
const settings = { jwtIssuer: "https://issuer.example", jwtAudience: "profiles-api" };
const after = new Map(
  [...templatesFor(settings)].map(
    ([name, template]) => [`Profiles${name}`, template] as [string, Template],
  ),
);
const templateOf = (name: string) => after.get(name) as Template;
const newStacks = STACKS.filter((name) => !(name in before));
const idsOf = ({ Resources }: Template, type: string) =>
  Object.keys(Resources).filter((id) => Resources[id]?.Type === type);

test("what holds data stays as it is, with every export that the gateway's stack imports", () => {
  const faults = compareTemplates(before.ProfilesStateful, templateOf("ProfilesStateful"));
  expect(faults).toEqual({ lostExports: [], lostResources: [], collisions: [] });
  expect(Object.keys(templateOf("ProfilesStateful").Resources)).toEqual(
    expect.arrayContaining(Object.keys(before.ProfilesStateful.Resources)),
  );
  const exported = Object.values(templateOf("ProfilesStateful").Outputs ?? {});
  const names = exported.map(({ Export }) => Export?.Name);
  for (const name of before.ProfilesApi.imports) expect(names).toContain(name);
});

test("the gateway's stack can be updated: nothing retained is lost, no name is wanted twice", () => {
  expect(compareTemplates(before.ProfilesApi, templateOf("ProfilesApi"))).toEqual({
    lostExports: [],
    lostResources: [],
    collisions: [],
  });
});

test("the new stacks want no name that is taken while they are made", () => {
  expect(newStacks).toHaveLength(STACKS.length - 2);
  for (const name of newStacks) {
    for (const old of Object.values(before)) {
      expect(sharedNames(old, templateOf(name))).toEqual([]);
    }
  }
});

test("callers keep the address, and their keys the plans", () => {
  for (const type of [
    "AWS::ApiGateway::RestApi",
    "AWS::ApiGateway::Stage",
    "AWS::ApiGateway::Resource",
    "AWS::ApiGateway::Method",
    "AWS::ApiGateway::Authorizer",
    "AWS::ApiGateway::UsagePlan",
    "AWS::ApiGateway::ApiKey",
    "AWS::ApiGateway::UsagePlanKey",
    "AWS::CloudWatch::Alarm",
    "AWS::CloudWatch::Dashboard",
  ]) {
    expect(idsOf(templateOf("ProfilesApi"), type)).toEqual(
      expect.arrayContaining(idsOf(before.ProfilesApi, type)),
    );
  }
});

test("the stage leads to the new functions: it does not go on with the deployment from before", () => {
  const type = "AWS::ApiGateway::Deployment";
  const [old, now] = [before.ProfilesApi, templateOf("ProfilesApi")].map((one) => idsOf(one, type));
  expect(now).toHaveLength(1);
  expect(now).not.toEqual(old);
});

test("what is made anew is what the operations page says, and nothing else goes", () => {
  const gone = Object.entries(before.ProfilesApi.Resources)
    .filter(([id]) => !templateOf("ProfilesApi").Resources[id])
    .map(([, { Type }]) => Type);
  expect([...new Set(gone)].sort()).toEqual([
    "AWS::ApiGateway::Deployment",
    "AWS::Events::Rule",
    // What let functions move keys between plans.
    "AWS::IAM::Policy",
    "AWS::IAM::Role",
    "AWS::Lambda::EventInvokeConfig",
    "AWS::Lambda::EventSourceMapping",
    "AWS::Lambda::Function",
    "AWS::Lambda::LayerVersion",
    "AWS::Lambda::Permission",
    "AWS::Logs::LogGroup",
    "AWS::SQS::Queue",
    "AWS::SQS::QueuePolicy",
  ]);
  // Each function is there again, under the same logical id.
  const functions = newStacks.flatMap((name) => idsOf(templateOf(name), "AWS::Lambda::Function"));
  const moved = idsOf(before.ProfilesApi, "AWS::Lambda::Function").filter(
    (id) => !id.startsWith("AuthorizeRequest"),
  );
  expect(functions).toEqual(expect.arrayContaining(moved));
});
