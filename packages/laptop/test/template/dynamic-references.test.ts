import { describe, expect, it } from "vitest";
import { DeployedResources } from "../../template/deployed-resources.ts";
import { resolveDynamicReferences } from "../../template/dynamic-references.ts";
import type { Json } from "../../template/json.ts";
import { resource } from "../lambda/function-fixture.ts";

const ARN = "arn:aws:secretsmanager:us-east-1:000000000000:secret:One-Key";
const secret = {
  ...{ arn: ARN, name: "One-Key", versionId: "version-1" },
  secretString: '{"key":"abc","number":5}',
};

function resolved(value: Json, type = "Test::Probe"): Json {
  const resources = new DeployedResources([resource(type, "Probe", "", { value })], {
    Output: `{{resolve:secretsmanager:${ARN}:SecretString:key}}`,
  });
  const after = resolveDynamicReferences(resources, [secret]);
  expect(after.outputs).toEqual(resources.outputs);
  return after.one(type).properties.value ?? null;
}

describe("a reference to a secret is replaced by", () => {
  it.each<[string, Json, Json]>([
    ["a field", `{{resolve:secretsmanager:${ARN}:SecretString:key}}`, "abc"],
    [
      "a field, as the CDK writes it",
      `{{resolve:secretsmanager:${ARN}:SecretString:key::}}`,
      "abc",
    ],
    ["a field, by the secret's name", "{{resolve:secretsmanager:One-Key:SecretString:key}}", "abc"],
    ["all of it", `{{resolve:secretsmanager:${ARN}:SecretString}}`, secret.secretString],
    [
      "its current version",
      `{{resolve:secretsmanager:${ARN}:SecretString:key:AWSCURRENT:}}`,
      "abc",
    ],
    ["a version", `{{resolve:secretsmanager:${ARN}:SecretString:key::version-1}}`, "abc"],
    [
      "its value wherever it stands",
      { deep: [`<{{resolve:secretsmanager:${ARN}:SecretString:key}}>`, 1, null, true] },
      { deep: ["<abc>", 1, null, true] },
    ],
  ])("%s", (_, value, expected) => {
    expect(resolved(value)).toEqual(expected);
  });

  it("and nothing else is touched", () => {
    expect(resolved(["{{mustache}}", "resolve:ssm:a", { "{{a}}": 1 }])).toEqual([
      "{{mustache}}",
      "resolve:ssm:a",
      { "{{a}}": 1 },
    ]);
  });
});

describe("is refused with the name of the resource:", () => {
  it.each<[string, string, RegExp]>([
    [
      "another service",
      "ssm-secure:name:1",
      /Probe in stack test is no reference to a SecretString/,
    ],
    ["a binary secret", `secretsmanager:${ARN}:SecretBinary:key`, /is no reference/],
    [
      "a secret of nobody",
      "secretsmanager:Two-Key:SecretString:key",
      /names no secret of the stacks/,
    ],
    ["a field that is not there", `secretsmanager:${ARN}:SecretString:other`, /names a field/],
    ["a field of no text", `secretsmanager:${ARN}:SecretString:number`, /as a text/],
    ["an earlier version", `secretsmanager:${ARN}:SecretString:key:AWSPREVIOUS`, /names a version/],
    ["an unknown version", `secretsmanager:${ARN}:SecretString:key::other`, /names a version/],
  ])("%s", (_, reference, fault) => {
    expect(() => resolved(`{{resolve:${reference}}}`)).toThrow(fault);
  });

  it("one within a secret", () => {
    const value = `{{resolve:secretsmanager:${ARN}:SecretString:key}}`;
    expect(() => resolved(value, "AWS::SecretsManager::Secret")).toThrow(/is a secret with/);
  });
});
