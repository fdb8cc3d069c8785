import { expect, test } from "vitest";
import type { Template } from "../../../../infra/operations/preflight/template.ts";
import { compareTemplates } from "../../../../infra/operations/preflight/template-update.ts";
import { sharedNames } from "../../../support/shared-names.ts";

const table = {
  Type: "AWS::DynamoDB::Table",
  DeletionPolicy: "Retain",
  Properties: { KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }] },
};
const queue = { Type: "AWS::SQS::Queue", Properties: { QueueName: "letters" } };
const outputs = {
  Name: { Value: { Ref: "Table" }, Export: { Name: "Stateful:Table" } },
  Unexported: { Value: { Ref: "Table" } },
};
const before: Template = { Resources: { Table: table }, Outputs: outputs };
const nothing = { lostExports: [], lostResources: [], collisions: [] };
const templateOf = (Resources: Template["Resources"], Outputs: Template["Outputs"] = outputs) => ({
  Resources,
  Outputs,
});

test("nothing stands in the way of the same, or of a change that replaces nothing", () => {
  expect(compareTemplates(before, before)).toEqual(nothing);
  const more = { ...table, Properties: { ...table.Properties, DeletionProtectionEnabled: true } };
  expect(compareTemplates(before, templateOf({ Table: more, Queue: queue }))).toEqual(nothing);
});

test("the members of an object may come in another order", () => {
  const turned = {
    ...table,
    Properties: { KeySchema: [{ KeyType: "HASH", AttributeName: "pk" }] },
  };
  expect(compareTemplates(before, templateOf({ Table: turned }))).toEqual(nothing);
});

test("a retained resource that goes, is made anew, or changes its type is lost", () => {
  const lost = { lostResources: ["Table"], collisions: [] };
  expect(compareTemplates(before, templateOf({}))).toMatchObject(lost);
  const renamed = { ...table, Properties: { ...table.Properties, TableName: "profiles" } };
  expect(compareTemplates(before, templateOf({ Table: renamed }))).toMatchObject(lost);
  expect(compareTemplates(before, templateOf({ Table: queue }))).toMatchObject(lost);
  const fleeting = { Table: { ...table, DeletionPolicy: "Delete" } };
  expect(compareTemplates(templateOf(fleeting), templateOf({})).lostResources).toEqual([]);
});

test("an export is lost when it goes, names something else, or what it names is made anew", () => {
  const lost = { lostExports: ["Stateful:Table"] };
  expect(compareTemplates(before, templateOf({ Table: table }, {}))).toMatchObject(lost);
  const other = { Name: { ...outputs.Name, Value: { Ref: "Queue" } } };
  expect(compareTemplates(before, templateOf({ Table: table, Queue: queue }, other))).toMatchObject(
    lost,
  );
  const renamed = { ...table, Properties: { TableName: "profiles" } };
  expect(compareTemplates(before, templateOf({ Table: renamed }))).toMatchObject(lost);
});

test("what stands on something that is made anew is made anew with it", () => {
  const key = (name: string) => ({
    Key: { Type: "AWS::ApiGateway::ApiKey", Properties: { Name: name } },
    Member: {
      Type: "AWS::ApiGateway::UsagePlanKey",
      DeletionPolicy: "Retain",
      Properties: { KeyId: { Ref: "Key" }, KeyType: "API_KEY", UsagePlanId: "p" },
    },
  });
  const faults = compareTemplates(templateOf(key("one"), {}), templateOf(key("two"), {}));
  expect(faults).toEqual({ ...nothing, lostResources: ["Member"] });
});

test("a resource under another logical id, or made anew, collides with the one of its name", () => {
  const faults = compareTemplates(
    templateOf({ Queue: queue }, {}),
    templateOf({ Letters: queue }, {}),
  );
  expect(faults.collisions).toEqual(["Letters"]);
  const fifo = { ...queue, Properties: { ...queue.Properties, FifoQueue: true } };
  const replaced = compareTemplates(
    templateOf({ Queue: queue }, {}),
    templateOf({ Queue: fifo }, {}),
  );
  expect(replaced.collisions).toEqual(["Queue"]);
  const renamed = { ...fifo, Properties: { ...fifo.Properties, QueueName: "letters.fifo" } };
  expect(
    compareTemplates(templateOf({ Queue: queue }), templateOf({ Queue: renamed })).collisions,
  ).toEqual([]);
});

test("two stacks side by side share a name that says nothing of the stack", () => {
  const named = (Value: Template["Resources"][string]["Properties"]) => ({
    Resources: { Key: { Type: "AWS::ApiGateway::ApiKey", Properties: Value ?? {} } },
  });
  const literal = named({ Value: "the-same" });
  expect(sharedNames(literal, literal)).toEqual(['["AWS::ApiGateway::ApiKey","the-same"]']);
  const ofRegion = named({ Value: { Ref: "AWS::Region" } });
  expect(sharedNames(ofRegion, ofRegion)).toHaveLength(1);
  const ofStack = named({ Value: { Ref: "AWS::StackId" } });
  expect(sharedNames(ofStack, ofStack)).toEqual([]);
});
