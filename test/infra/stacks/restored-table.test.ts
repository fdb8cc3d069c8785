import { expect, test } from "vitest";
import { templatesFor } from "../../support/templates-for.ts";

const issuer = { jwtIssuer: "https://issuer.example", jwtAudience: "profiles-api" };
const TABLE = "arn:aws:dynamodb:eu-west-1:123456789012:table/profiles-restored";
const STREAM = `${TABLE}/stream/2026-01-31T14:20:00.000`;

const own = templatesFor(issuer);
const restored = templatesFor({ ...issuer, restoredTable: STREAM });

function resourcesOf(templates: typeof own, type: string) {
  return [...templates.values()].flatMap(({ Resources }) =>
    Object.values(Resources).filter(({ Type }) => Type === type),
  );
}

test("every function, consumer and metric is on the restored table, and none on the stack's own", () => {
  for (const { Properties } of resourcesOf(restored, "AWS::Lambda::Function")) {
    const { Environment } = Properties as { Environment?: { Variables: { TABLE_NAME?: string } } };
    const name = Environment?.Variables.TABLE_NAME;
    if (name !== undefined) expect(name).toBe("profiles-restored");
  }
  const mappings = resourcesOf(restored, "AWS::Lambda::EventSourceMapping");
  expect(mappings.map(({ Properties }) => Properties?.EventSourceArn)).toEqual([STREAM, STREAM]);
  const outsideOfStateful = [...restored].filter(([name]) => name !== "Stateful");
  const text = JSON.stringify(outsideOfStateful);
  expect(text).not.toMatch(/ImportValue":"[^"]*Table[0-9A-F]{8}/);
  expect(text).toContain(`"${TABLE}"`);
  expect(JSON.stringify(restored.get("Api"))).toContain('"TableName","Value":"profiles-restored"');
  expect(restored.get("Stateful")?.Outputs?.TableName?.Value).toBe("profiles-restored");
});

test("the stack's own table stays as it is, and goes on being exported", () => {
  const tables = (templates: typeof own) => resourcesOf(templates, "AWS::DynamoDB::Table");
  expect(tables(restored)).toEqual(tables(own));
  const exported = ({ Outputs = {} }: { Outputs?: object | undefined } = {}) =>
    Object.keys(Outputs).filter((id) => id.startsWith("ExportsOutput"));
  expect(exported(restored.get("Stateful"))).toEqual(exported(own.get("Stateful")));
});

test("the sweep in shards has a target each, five in a rule, each told its shard", () => {
  const background = templatesFor({ ...issuer, sweepShards: 7 });
  const rules = resourcesOf(background, "AWS::Events::Rule").filter(
    ({ Properties }) => Properties?.ScheduleExpression === "rate(1 day)",
  );
  const targets = rules.map(({ Properties }) => Properties?.Targets as { Input: string }[]);
  expect(targets.map((some) => some.length)).toEqual([5, 2]);
  expect(targets.flat().map(({ Input }) => JSON.parse(Input))).toEqual(
    Array.from({ length: 7 }, (_, number) => ({ shard: { number, of: 7 } })),
  );
});
