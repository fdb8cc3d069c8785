import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, CfnOutput, Stack } from "aws-cdk-lib";
import { LambdaIntegration, RestApi } from "aws-cdk-lib/aws-apigateway";
import { AttributeType, Table } from "aws-cdk-lib/aws-dynamodb";
import { Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { describe, expect, it } from "vitest";
import { type DeployedResource, DeployedResources } from "../../template/deployed-resources.ts";
import { loadCloudAssembly } from "../../template/load-cloud-assembly.ts";

/** A cloud assembly with one hand-written stack. */
function assembly(template: object): string {
  const dir = mkdtempSync(join(tmpdir(), "assembly-"));
  const artifacts = {
    One: { type: "aws:cloudformation:stack", properties: { templateFile: "One.template.json" } },
    Tree: { type: "cdk:tree", properties: { file: "tree.json" } },
  };
  writeFileSync(join(dir, "manifest.json"), JSON.stringify({ artifacts }));
  writeFileSync(join(dir, "One.template.json"), JSON.stringify(template));
  return dir;
}

/** The value as it stands after resolution, in a stack with a table, a mapping and conditions. */
function resolved(value: unknown, more: object = {}): unknown {
  const template = {
    Parameters: { Size: { Default: "12" }, Secret: {} },
    Mappings: { Sizes: { small: { memory: 128 } } },
    Conditions: {
      Yes: { "Fn::Equals": [{ Ref: "AWS::Region" }, "us-east-1"] },
      No: { "Fn::Not": [{ Condition: "Yes" }] },
      Both: { "Fn::And": [{ Condition: "Yes" }, { Condition: "No" }] },
      Either: { "Fn::Or": [{ Condition: "Yes" }, { Condition: "No" }] },
    },
    Resources: {
      Table: { Type: "AWS::DynamoDB::Table", Properties: { TableName: "people" } },
      Queue: { Type: "AWS::SQS::Queue" },
      Probe: { Type: "Test::Probe", Properties: { value } },
      Absent: { Type: "Test::Probe", Condition: "No" },
    },
    ...more,
  };
  return loadCloudAssembly(assembly(template)).byPhysicalId("Test::Probe", "One-Probe")?.properties
    .value;
}

describe("resolved intrinsic functions", () => {
  it.each<[string, unknown, unknown]>([
    ["Ref of a resource", { Ref: "Table" }, "people"],
    [
      "Ref of a queue",
      { Ref: "Queue" },
      "https://sqs.us-east-1.amazonaws.com/000000000000/One-Queue",
    ],
    ["Ref of a parameter", { Ref: "Size" }, "12"],
    ["Ref of a pseudo parameter", { Ref: "AWS::AccountId" }, "000000000000"],
    ["Ref of the stack name", { Ref: "AWS::StackName" }, "One"],
    ["GetAtt", { "Fn::GetAtt": ["Queue", "Arn"] }, "arn:aws:sqs:us-east-1:000000000000:One-Queue"],
    [
      "GetAtt in dotted form",
      { "Fn::GetAtt": "Table.Arn" },
      "arn:aws:dynamodb:us-east-1:000000000000:table/people",
    ],
    ["Join", { "Fn::Join": ["-", ["a", { Ref: "Table" }, "c"]] }, "a-people-c"],
    [
      "Sub",
      {
        "Fn::Sub": [
          // biome-ignore lint/suspicious/noTemplateCurlyInString: the notation of Fn::Sub.
          "${AWS::Region}/${Table}/${Queue.QueueName}/${own}/${!kept}",
          { own: { Ref: "Size" } },
        ],
      },
      // biome-ignore lint/suspicious/noTemplateCurlyInString: what Fn::Sub leaves.
      "us-east-1/people/One-Queue/12/${kept}",
    ],
    ["Select and Split", { "Fn::Select": [1, { "Fn::Split": ["/", "a/b/c"] }] }, "b"],
    ["If, true", { "Fn::If": ["Yes", "a", "b"] }, "a"],
    ["If, false", { "Fn::If": ["No", "a", "b"] }, "b"],
    ["And", { "Fn::If": ["Both", "a", "b"] }, "b"],
    ["Or", { "Fn::If": ["Either", "a", "b"] }, "a"],
    ["NoValue in an object", { a: 1, b: { Ref: "AWS::NoValue" } }, { a: 1 }],
    ["NoValue in a list", [1, { "Fn::If": ["No", 2, { Ref: "AWS::NoValue" }] }], [1]],
    ["FindInMap", { "Fn::FindInMap": ["Sizes", "small", "memory"] }, 128],
    ["an object with more keys", { Ref: "x", Condition: "y" }, { Ref: "x", Condition: "y" }],
  ])("%s", (_name, value, expected) => {
    expect(resolved(value)).toEqual(expected);
  });

  it.each<[string, unknown, RegExp]>([
    ["an unknown function", { "Fn::Cidr": [] }, /Unknown intrinsic function Fn::Cidr in stack One/],
    ["an unknown name", { Ref: "Nobody" }, /no resource or parameter Nobody/],
    ["an unknown attribute", { "Fn::GetAtt": ["Table", "Mood"] }, /Mood of AWS::DynamoDB::Table/],
    ["a parameter without default", { Ref: "Secret" }, /Secret of stack One has no default/],
    ["an unknown export", { "Fn::ImportValue": "nowhere" }, /No stack exports nowhere/],
    ["an unknown condition", { "Fn::If": ["Maybe", 1, 2] }, /no condition Maybe/],
    ["an item out of range", { "Fn::Select": [4, ["a"]] }, /Fn::Select has no item 4/],
  ])("refuses %s", (_name, value, message) => {
    expect(() => resolved(value)).toThrow(message);
  });

  it("refuses names that need each other", () => {
    const Resources = {
      A: { Type: "AWS::SQS::Queue", Properties: { QueueName: { Ref: "B" } } },
      B: { Type: "AWS::SQS::Queue", Properties: { QueueName: { Ref: "A" } } },
    };
    expect(() => loadCloudAssembly(assembly({ Resources }))).toThrow(/depends on itself/);
  });

  it("leaves out resources whose condition does not hold", () => {
    const Resources = { Gone: { Type: "AWS::SQS::Queue", Condition: "Off" } };
    const Conditions = { Off: { "Fn::Equals": ["a", "b"] } };
    expect(loadCloudAssembly(assembly({ Conditions, Resources })).all()).toEqual([]);
  });
});

describe("a cloud assembly that CDK wrote", () => {
  const outdir = mkdtempSync(join(tmpdir(), "cdk-"));
  const app = new App({ outdir, analyticsReporting: false });
  const state = new Stack(app, "State");
  const table = new Table(state, "Table", {
    partitionKey: { name: "pk", type: AttributeType.STRING },
  });
  new CfnOutput(state, "TableName", { value: table.tableName });
  const api = new Stack(app, "Api");
  const code = mkdtempSync(join(tmpdir(), "code-"));
  writeFileSync(join(code, "index.js"), "exports.handler = async () => ({});");
  const handler = new LambdaFunction(api, "Handler", {
    runtime: Runtime.NODEJS_24_X,
    handler: "index.handler",
    code: Code.fromAsset(code),
    environment: { TABLE_NAME: table.tableName },
  });
  new RestApi(api, "Rest").root.addMethod("GET", new LambdaIntegration(handler));
  app.synth();
  const resources = loadCloudAssembly(outdir);

  it("carries exports from stack to stack", () => {
    const { properties } = resources.one("AWS::Lambda::Function");
    expect(properties.Environment).toEqual({
      Variables: { TABLE_NAME: resources.one("AWS::DynamoDB::Table").physicalId },
    });
  });

  it("finds the code of a function", () => {
    const { assetPath } = resources.one("AWS::Lambda::Function");
    expect(assetPath?.startsWith(join(outdir, "asset."))).toBe(true);
  });

  it("resolves what a gateway method refers to", () => {
    const { arn } = resources.one("AWS::Lambda::Function");
    const { Integration, RestApiId, ResourceId } =
      resources.one("AWS::ApiGateway::Method").properties;
    expect({ RestApiId, ResourceId }).toEqual({ RestApiId: "local", ResourceId: "root" });
    expect(Integration).toMatchObject({
      Uri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${arn}/invocations`,
    });
  });
});

describe("DeployedResources", () => {
  const queue = (name: string): DeployedResource => ({
    stack: "One",
    logicalId: name,
    type: "AWS::SQS::Queue",
    physicalId: name,
    arn: `arn:aws:sqs:us-east-1:000000000000:${name}`,
    properties: {},
  });
  const resources = new DeployedResources([queue("a"), queue("b"), { ...queue("c"), arn: "" }]);

  it("finds by ARN and by physical id", () => {
    expect(resources.byArn("arn:aws:sqs:us-east-1:000000000000:b")?.logicalId).toBe("b");
    expect(resources.byPhysicalId("AWS::SQS::Queue", "a")?.logicalId).toBe("a");
    expect(resources.byArn("")).toBeUndefined();
  });

  it("says how many there are when one was expected", () => {
    expect(() => resources.one("AWS::SQS::Queue")).toThrow(/exactly one AWS::SQS::Queue.*found 3/);
    expect(() => resources.one("AWS::SNS::Topic")).toThrow(/found 0/);
  });
});
