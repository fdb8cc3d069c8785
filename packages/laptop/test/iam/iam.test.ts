import { describe, expect, it } from "vitest";
import { Iam } from "../../services/iam/iam.ts";
import { DeployedResources } from "../../template/deployed-resources.ts";
import type { Json } from "../../template/json.ts";
import { functionArn, functionWithRole, resource } from "../lambda/function-fixture.ts";

const TABLE = "arn:aws:dynamodb:us-east-1:000000000000:table/app";

/** Asks for what function `f` with these statements may do. */
function askWith(...statements: Json[]) {
  const iam = Iam.fromResources(
    new DeployedResources(functionWithRole("f", "/code", {}, statements)),
  );
  const { accessKeyId } = iam.principalOf(functionArn("f"));
  return (action: string, arn: string, context = {}) =>
    iam.allows(accessKeyId, action, arn, context);
}

function allow(more: { [key: string]: Json }): Json {
  return { Effect: "Allow", Action: "dynamodb:GetItem", Resource: TABLE, ...more };
}

describe("credentials", () => {
  const iam = Iam.fromResources(
    new DeployedResources([...functionWithRole("f", "/f"), ...functionWithRole("g", "/g")]),
  );

  it("are a function's own", () => {
    const [f, g] = [iam.principalOf(functionArn("f")), iam.principalOf(functionArn("g"))];
    expect(f.accessKeyId).not.toBe(g.accessKeyId);
    expect(f).toMatchObject({ functionName: "f", roleArn: expect.stringContaining("role/f-role") });
    expect(iam.secretFor(f.accessKeyId)).toBe(f.secretAccessKey);
    expect(iam.secretFor("unknown")).toBeUndefined();
    expect(() => iam.principalOf("arn")).toThrow("No function has the ARN arn.");
  });

  it("allow nothing without a statement; the administrator's allow all", () => {
    const { accessKeyId } = iam.principalOf(functionArn("f"));
    expect(iam.allows(accessKeyId, "dynamodb:GetItem", TABLE, {})).toBe(false);
    expect(iam.allows("unknown", "dynamodb:GetItem", TABLE, {})).toBe(false);
    expect(iam.allows(iam.administrator.accessKeyId, "s3:Any", "arn", {})).toBe(true);
  });

  it("need a role of the stacks", () => {
    const [, fn] = functionWithRole("f", "/f");
    expect(() => Iam.fromResources(new DeployedResources(fn ? [fn] : []))).toThrow(
      "The role of function f is not a role of the stacks.",
    );
  });
});

describe("actions and resources", () => {
  it("match exactly, actions in any case", () => {
    const may = askWith(allow({}));
    expect(may("dynamodb:GetItem", TABLE)).toBe(true);
    expect(may("DynamoDB:getitem", TABLE)).toBe(true);
    expect(may("dynamodb:PutItem", TABLE)).toBe(false);
    expect(may("dynamodb:GetItem", `${TABLE}/index/a`)).toBe(false);
    expect(may("dynamodb:GetItem", TABLE.toUpperCase())).toBe(false);
  });

  it("match wildcards and lists", () => {
    const may = askWith(
      allow({ Action: ["s3:Get*", "s3:P?tObject"], Resource: ["arn:aws:s3:::b/photos/*", "x"] }),
    );
    expect(may("s3:GetObject", "arn:aws:s3:::b/photos/a/b")).toBe(true);
    expect(may("s3:PutObject", "x")).toBe(true);
    expect(may("s3:PuutObject", "x")).toBe(false);
    expect(may("s3:GetObject", "arn:aws:s3:::b/other")).toBe(false);
    expect(may("s3:GetObject", "arn:aws:s3:::bXphotos/a")).toBe(false);
  });

  it("of a Deny win over every Allow", () => {
    const may = askWith(allow({ Resource: "*" }), allow({ Effect: "Deny", Resource: TABLE }));
    expect(may("dynamodb:GetItem", `${TABLE}2`)).toBe(true);
    expect(may("dynamodb:GetItem", TABLE)).toBe(false);
  });

  it("come from a separate policy too, when it names the role", () => {
    const document = { Statement: allow({}) };
    const policy = (role: string) =>
      resource("AWS::IAM::Policy", "p", "", { PolicyDocument: document, Roles: [role] });
    const fn = functionWithRole("f", "/f");
    for (const [role, expected] of [
      ["f-role", true],
      ["other", false],
    ] as const) {
      const iam = Iam.fromResources(new DeployedResources([...fn, policy(role)]));
      const { accessKeyId } = iam.principalOf(functionArn("f"));
      expect(iam.allows(accessKeyId, "dynamodb:GetItem", TABLE, {})).toBe(expected);
    }
  });
});

describe("conditions", () => {
  const KEYS = "dynamodb:LeadingKeys";
  const get = (may: ReturnType<typeof askWith>, ...keys: string[]) =>
    may("dynamodb:GetItem", TABLE, { [KEYS]: keys });

  it("ForAllValues is true without the key, the trap; Null closes it", () => {
    const leading = { "ForAllValues:StringLike": { [KEYS]: ["USER#*", "SLUG#*"] } };
    const open = askWith(allow({ Condition: leading }));
    const closed = askWith(allow({ Condition: { ...leading, Null: { [KEYS]: "false" } } }));
    for (const may of [open, closed]) {
      expect(get(may, "USER#a", "SLUG#b")).toBe(true);
      expect(get(may, "USER#a", "KEY#b")).toBe(false);
    }
    expect(may(open)).toBe(true);
    expect(may(closed)).toBe(false);
    expect(get(closed)).toBe(false);
    function may(ask: typeof open) {
      return ask("dynamodb:GetItem", TABLE, {});
    }
  });

  it("ForAnyValue needs one value that matches", () => {
    const may = askWith(allow({ Condition: { "ForAnyValue:StringEquals": { [KEYS]: "a" } } }));
    expect(get(may, "a", "b")).toBe(true);
    expect(get(may, "b")).toBe(false);
    expect(get(may)).toBe(false);
  });

  it("StringEquals knows no wildcard, StringLike does", () => {
    const condition = (operator: string) =>
      allow({ Condition: { [operator]: { "s3:prefix": "a/*" } } });
    const ask = (operator: string, prefix: string) =>
      askWith(condition(operator))("dynamodb:GetItem", TABLE, { "s3:prefix": [prefix] });
    expect(ask("StringEquals", "a/b")).toBe(false);
    expect(ask("StringEquals", "a/*")).toBe(true);
    expect(ask("StringLike", "a/b")).toBe(true);
    expect(ask("StringLike", "b/a/")).toBe(false);
  });

  it("are all needed; IfExists passes an absent key; keys mind no case", () => {
    const may = askWith(
      allow({
        Condition: {
          Bool: { "aws:SecureTransport": true },
          StringEqualsIfExists: { "AWS:x": ["1", "2"] },
        },
      }),
    );
    const ask = (context: Record<string, string[]>) => may("dynamodb:GetItem", TABLE, context);
    expect(ask({ "aws:securetransport": ["true"] })).toBe(true);
    expect(ask({ "aws:SecureTransport": ["true"], "aws:x": ["2"] })).toBe(true);
    expect(ask({ "aws:SecureTransport": ["true"], "aws:x": ["3"] })).toBe(false);
    expect(ask({ "aws:SecureTransport": ["false"] })).toBe(false);
    expect(ask({})).toBe(false);
  });
});

describe("what is not supported", () => {
  it.each<[Record<string, Json>, string]>([
    [
      { NotAction: "s3:*" },
      "Role f-role: a policy statement with NotAction is not supported locally.",
    ],
    [{ NotResource: "*" }, "a policy statement with NotResource is not supported locally"],
    [{ Resource: `arn/\${aws:userid}` }, "the policy variable in"],
    [
      { Condition: { IpAddress: { "aws:SourceIp": "::1" } } },
      "the condition operator IpAddress is not",
    ],
    [{ Effect: "Maybe" }, "the Effect of a statement must be Allow or Deny"],
  ])("%j is refused with a sentence", (statement, sentence) => {
    expect(() => askWith(allow(statement))).toThrow(sentence);
  });
});
