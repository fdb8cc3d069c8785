import { expect, test } from "vitest";
import { SynthesisedTemplate } from "../../support/synthesised-template.ts";

const template = new SynthesisedTemplate("ProfilesBackground");
const only = (type: string, part: string) => {
  const found = template.ofType(type).filter(([id]) => id.includes(part));
  expect(found).toHaveLength(1);
  const [[id, { Properties }] = ["", { Properties: {} }]] = found;
  return { id, Properties };
};
const uploads = only("AWS::Lambda::Function", "PhotoPipelineUploads");
const sweep = only("AWS::Lambda::Function", "PhotoPipelineSweep");
const queue = only("AWS::SQS::Queue", "PhotoPipelineDeadLetters");
const queueArn = { "Fn::GetAtt": [queue.id, "Arn"] };
const arnOf = (id: string) => ({ "Fn::GetAtt": [id, "Arn"] });
const target = (functionId: string) => ({
  Arn: arnOf(functionId),
  Id: "Target0",
  DeadLetterConfig: { Arn: queueArn },
  RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 3_600 },
});

test("what arrives in this bucket's quarantine, and nothing else, goes to the function", () => {
  const rule = only("AWS::Events::Rule", "Uploaded");
  expect(rule.Properties).toMatchObject({
    State: "ENABLED",
    EventPattern: {
      source: ["aws.s3"],
      "detail-type": ["Object Created"],
      detail: {
        bucket: { name: [{ "Fn::ImportValue": expect.stringContaining("Photos") }] },
        object: { key: [{ prefix: "quarantine/" }], size: [{ numeric: [">", 0] }] },
      },
    },
    Targets: [target(uploads.id)],
  });
});

test("the sweep runs every day", () => {
  const rule = only("AWS::Events::Rule", "Daily");
  expect(rule.Properties).toMatchObject({
    ScheduleExpression: "rate(1 day)",
    State: "ENABLED",
    Targets: [target(sweep.id)],
  });
});

test("each rule may invoke its own function and send to the queue", () => {
  for (const [ruleName, functionId] of [
    ["Uploaded", uploads.id],
    ["Daily", sweep.id],
  ]) {
    const SourceArn = arnOf(only("AWS::Events::Rule", ruleName ?? "").id);
    const permissions = template
      .ofType("AWS::Lambda::Permission")
      .map(([, { Properties }]) => Properties)
      .filter(({ Principal }) => Principal === "events.amazonaws.com");
    expect(permissions).toContainEqual({
      Action: "lambda:InvokeFunction",
      Principal: "events.amazonaws.com",
      FunctionName: arnOf(functionId ?? ""),
      SourceArn,
    });
    // These two, that of the keeper of issuers' keys, and those of the two watches.
    expect(permissions).toHaveLength(5);
    const { PolicyDocument } = only("AWS::SQS::QueuePolicy", "PhotoPipeline").Properties;
    expect(PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sqs:SendMessage",
        Condition: { ArnEquals: { "aws:SourceArn": SourceArn } },
      }),
    );
  }
});

test("an upload that keeps failing is kept with its event", () => {
  const configs = template.ofType("AWS::Lambda::EventInvokeConfig").map(([, it]) => it.Properties);
  expect(configs).toContainEqual({
    FunctionName: { Ref: uploads.id },
    Qualifier: "$LATEST",
    MaximumRetryAttempts: 2,
    MaximumEventAgeInSeconds: 3_600,
    DestinationConfig: { OnFailure: { Destination: queueArn } },
  });
  expect(configs).toContainEqual({
    FunctionName: { Ref: sweep.id },
    Qualifier: "$LATEST",
    MaximumRetryAttempts: 2,
    MaximumEventAgeInSeconds: 3_600,
  });
});

test("a flood of uploads leaves the other functions their slots, and is all that is limited", () => {
  expect(uploads.Properties.ReservedConcurrentExecutions).toBe(10);
  const limited = template
    .ofType("AWS::Lambda::Function")
    .filter(([, { Properties }]) => Properties.ReservedConcurrentExecutions !== undefined);
  expect(limited.map(([id]) => id)).toEqual([uploads.id]);
});

test("the function that makes photos has the image layer, the sweep has not", () => {
  expect(uploads.Properties.Layers).toHaveLength(1);
  expect(sweep.Properties.Layers).toBeUndefined();
  expect(sweep.Properties.Timeout).toBe(900);
});
