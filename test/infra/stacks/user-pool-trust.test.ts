import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { loadCloudAssembly } from "@profiles-api/laptop/testing";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { userPoolLoss } from "../../../infra/operations/preflight/user-pool-loss.ts";
import { synthesise } from "../../../infra/synthesise.ts";
import {
  cognito,
  evaluate,
  exportsOf,
  find,
  type StackTemplate,
  stateful,
  trusted,
} from "../../support/pool-template.ts";
import { templatesFor } from "../../support/templates-for.ts";

const template = stateful({ userPool: "true" }, "known");

describe("the whole service", () => {
  let assembly: string;
  beforeAll(async () => {
    const bundlesDir = dirname(inject("assembly"));
    assembly = mkdtempSync(join(bundlesDir, "pool-"));
    // With the rules, which go over all that the others have.
    await synthesise({
      context: { userPool: "true" },
      outdir: assembly,
      imageLayer: "host",
      bundlesDir,
    });
  });
  afterAll(() => rmSync(assembly, { recursive: true, force: true }));

  const read = (file: string) => JSON.parse(readFileSync(join(assembly, file), "utf8"));

  /** Beside another issuer. */
  const deployments = {
    besides: { ...trusted, userPool: "true" },
    retired: { ...trusted, userPool: "retire" },
  };

  type Deployment = "alone" | keyof typeof deployments;

  function templateOf(deployment: Deployment, stack: string): StackTemplate {
    if (deployment === "alone") return read(`Profiles${stack}.template.json`);
    return templatesFor(deployments[deployment]).get(stack) as StackTemplate;
  }

  function trustedBy(deployment: Deployment): unknown {
    const { Resources } = templateOf(deployment, "Api");
    const authorizer = Object.values(Resources).find(
      ({ Type, Properties }) =>
        Type === "AWS::Lambda::Function" && /credential/.test(Properties.Description),
    );
    return JSON.parse(evaluate(authorizer?.Properties.Environment.Variables.JWT_ISSUERS, {}));
  }

  const exported = (id: string) =>
    `<${exportsOf(template).find(([, value]) => value.Ref === id)?.[0]}>`;
  const idOf = (type: string, name?: string) =>
    find(template, type, ({ Properties }) => Properties.ClientName === name)[0];
  const poolIssuer = {
    issuer: `https://cognito-idp.<AWS::Region>.<AWS::URLSuffix>/${exported(idOf("UserPool"))}`,
    audiences: [
      exported(idOf("UserPoolClient", "Browsers")),
      exported(idOf("UserPoolClient", "Servers")),
    ],
  };

  test("needs no other issuer, and trusts tokens of the pool that were made for either client", () => {
    expect(trustedBy("alone")).toMatchObject([poolIssuer]);
  });

  test("trusts the pool besides others, after them", () => {
    expect(trustedBy("besides")).toMatchObject([{ issuer: trusted.jwtIssuer }, poolIssuer]);
  });

  test.each([
    ["alone", "shared"],
    ["besides", "own"],
  ] as const)("people go with their accounts, and no role reaches another pool: %s", (name, accounts) => {
    const { Resources } = templateOf(name, "Background");
    const roles = Object.values(Resources).filter(({ Type }) => Type === "AWS::IAM::Role");
    const statements = roles.flatMap(
      ({ Properties }) => Properties.Policies[0].PolicyDocument.Statement,
    );
    const ofPool = statements.filter((one) => /cognito/.test(JSON.stringify(one)));
    expect(ofPool).toMatchObject([{ Action: "cognito-idp:AdminDeleteUser", Effect: "Allow" }]);
    const pool = exported(idOf("UserPool"));
    expect(evaluate(ofPool[0].Resource, {})).toBe(
      `arn:<AWS::Partition>:cognito-idp:<AWS::Region>:<AWS::AccountId>:userpool/${pool}`,
    );
    const account = templateOf(name, "Account");
    const told = Object.values(account.Resources).flatMap(
      ({ Properties }) => Properties?.Environment?.Variables.USER_POOL_ACCOUNTS ?? [],
    );
    expect(told.map((one) => evaluate(one, {}))).toEqual([`${accounts} ${poolIssuer.issuer}`]);
  });

  test("no longer knows a pool that is being retired, though the pool is there", () => {
    expect(trustedBy("retired")).toMatchObject([{ issuer: trusted.jwtIssuer }]);
    for (const stack of ["Api", "Background"]) {
      expect(JSON.stringify(templateOf("retired", stack))).not.toMatch(/UserPool|cognito/);
    }
    const [retired, living] = [
      templateOf("retired", "Stateful"),
      templateOf("besides", "Stateful"),
    ];
    expect(cognito(retired)).toEqual(cognito(living));
    expect(exportsOf(retired)).toEqual(exportsOf(living));
    expect(retired.Outputs.UserPoolTokens?.Value).toBe("retired");
  });

  test("passes the AwsSolutions rules, each acknowledgement on the pool itself with a reason", () => {
    const report = read("validation-report.json");
    const open = report.pluginReports.flatMap(
      ({ violations }: { violations: readonly unknown[] }) => violations,
    );
    expect(open).toEqual([]);
    const metadata: Record<string, { type: string; data: unknown }[]> = read(
      "ProfilesStateful.metadata.json",
    );
    const acknowledged = Object.entries(metadata).filter(([, entries]) =>
      /AwsSolutions-COG/.test(JSON.stringify(entries)),
    );
    expect(acknowledged.map(([path]) => path)).toEqual(["/ProfilesStateful/UserPool/Pool"]);
  });

  test("does not start on the laptop, which has no Cognito", () => {
    expect(() => loadCloudAssembly(assembly)).toThrow(
      "Stack ProfilesStateful has resources of Amazon Cognito, which are not interpreted on the laptop.",
    );
  });
});

describe("a deployment that would lose the pool", () => {
  test("is told, unless the pool was retired before", () => {
    expect(userPoolLoss(template, stateful({}, "known"))).toBe(true);
    expect(userPoolLoss(stateful({ userPool: "retire" }, "known"), stateful({}, "known"))).toBe(
      false,
    );
  });

  test("is none where a pool stays, or where there was none", () => {
    expect(userPoolLoss(template, template)).toBe(false);
    expect(userPoolLoss(template, stateful({ userPool: "retire" }, "known"))).toBe(false);
    expect(userPoolLoss(stateful({}, "known"), stateful({}, "known"))).toBe(false);
  });
});
