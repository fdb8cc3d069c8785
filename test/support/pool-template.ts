import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { expect } from "vitest";
import { readSettings } from "../../infra/settings/read-settings.ts";
import { StatefulStack } from "../../infra/stacks/stateful-stack.ts";

export interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: properties differ by type and tests look deep into them.
  readonly Properties: any;
  readonly DependsOn?: string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** A stack as CloudFormation gets it, intrinsics unresolved. */
export interface StackTemplate {
  readonly Resources: Readonly<Record<string, Resource>>;
  // biome-ignore lint/suspicious/noExplicitAny: intrinsics of any depth.
  readonly Outputs: Readonly<Record<string, { Value: any; Export?: { Name: string } }>>;
}

/**
 * The stateful stack alone, held against CloudFormation's rules. To load these takes a worker two
 * seconds: `known` is for settings that test/infra/stacks/user-pool.test.ts has as well.
 */
export function stateful(given: Record<string, unknown>, rules?: "known"): StackTemplate {
  const context: Record<string, unknown> = { ...trusted, ...given };
  const app = new App({
    ...{ analyticsReporting: false, treeMetadata: false },
    builtinCloudFormationValidation: rules !== "known",
  });
  const settings = readSettings((name) => context[name]);
  const stack = new StatefulStack(app, "ProfilesStateful", { settings });
  return Template.fromStack(stack).toJSON() as StackTemplate;
}

/** An issuer beside the pool. */
export const trusted = { jwtIssuer: "https://issuer.example", jwtAudience: "profiles-api" };

/** Logical ids and resources that are Cognito's. */
export const cognito = ({ Resources }: StackTemplate) =>
  Object.entries(Resources).filter(([, { Type }]) => Type.startsWith("AWS::Cognito::"));

/** The only resource of a type of Cognito's. */
export const find = (template: StackTemplate, type: string, where = (_: Resource) => true) => {
  const found = cognito(template).filter(
    ([, it]) => it.Type === `AWS::Cognito::${type}` && where(it),
  );
  expect(found).toHaveLength(1);
  return found[0] as [string, Resource];
};
/** A value with the functions that the pool's templates use. */
// biome-ignore lint/suspicious/noExplicitAny: intrinsics of any depth.
export function evaluate(value: any, refs: Record<string, string>): any {
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

/** Names and values that other stacks may import. */
export const exportsOf = ({ Outputs }: StackTemplate) =>
  Object.values(Outputs).flatMap(({ Value, Export }) => (Export ? [[Export.Name, Value]] : []));
