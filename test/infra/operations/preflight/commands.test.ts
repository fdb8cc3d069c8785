import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { CHECKS } from "../../../../infra/operations/preflight/checks.ts";
import { repositoryRoot } from "../../../../infra/repository-root.ts";
import { copiedCheckout } from "../../../support/copied-checkout.ts";
import {
  type AwsEndpoints,
  awsEnvironment,
  freshState,
  startAwsEndpoints,
} from "./aws-endpoints.ts";
import { runLine, withoutNpm } from "./run-line.ts";

let aws: AwsEndpoints;
beforeEach(async () => {
  aws = await startAwsEndpoints(freshState());
});
afterEach(() => aws.close());

/** That the lines run through npm is what `documented-lines.test.ts` shows. */
const run = (line: string) => runLine(withoutNpm(line), awsEnvironment(aws.endpoint));
const app = `--app ${inject("assembly")}`;
/** The CDK's own complaint: the argument got there. */
const CDK_COMPLAINS = /Invalid values:\s+Argument: require-approval, Given: "sometimes"/;

test("the preflight prints a line for each check and succeeds when nothing stops", async () => {
  const { code, stdout, stderr } = await run(`npm run -s preflight -- ${app}`);
  expect(stderr).toBe("");
  expect(code).toBe(0);
  const lines = stdout.trimEnd().split("\n");
  for (const { name } of CHECKS) {
    expect(lines.some((line) => line.slice(13).startsWith(`${name}  `))).toBe(true);
  }
  expect(stdout).toContain("account 123456789012, as user/jane");
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(100);
});

test("a deployment does not begin when a check stops it, unless the checks are skipped", async () => {
  aws.state.bootstrapVersion = undefined;
  const deploy = `npm run -s deploy -- ${app} --require-approval sometimes`;
  const stopped = await run(deploy);
  expect(stopped.code).toBe(1);
  expect(stopped.stdout).toMatch(/^STOP +bootstrap +the CDK was never prepared/m);
  expect(stopped.stderr).toBe(
    "One check stops the deployment: follow its row, and run the same line again.\n",
  );
  const forced = await run(`${deploy} --skip-preflight`);
  expect(forced.stdout).toBe("The preflight is skipped.\n");
  expect(forced.stderr).toMatch(CDK_COMPLAINS);
});

test("a deployment that nothing stops goes on to the CDK, with its options", async () => {
  const { code, stdout, stderr } = await run(
    `npm run -s deploy -- ${app} --require-approval sometimes`,
  );
  expect(stdout).toContain("at least 6 is needed");
  expect(stderr).toMatch(CDK_COMPLAINS);
  expect(code).toBe(1);
});

test("bootstrapping finds the account and the region by itself", async () => {
  const { stderr } = await run("npm run -s bootstrap -- --profile nobody --region eu-west-3");
  // The profile of that name is not there: it was looked for.
  expect(stderr).toMatch(/nobody|no AWS credentials/);
  const found = await run("npm run -s bootstrap");
  expect(found.stderr + found.stdout).toContain(
    "Bootstrapping environment aws://123456789012/eu-west-1...",
  );
  expect(found.code).toBe(1);
});

test("removing tells what stays, needs a yes, and then says how to delete the rest", async () => {
  const resources = [
    { type: "AWS::DynamoDB::Table", name: "the-table" },
    { type: "AWS::S3::Bucket", name: "the-bucket" },
    { type: "AWS::SecretsManager::Secret", name: "the-pepper", id: "Pepper24355F8B" },
    { type: "AWS::SecretsManager::Secret", name: "the-log-key", id: "LogKeyB1C3D5E7" },
    { type: "AWS::CloudFront::Distribution", name: "E1" },
    { type: "AWS::Cognito::UserPool", name: "the-pool" },
    { type: "AWS::Cognito::UserPoolDomain", name: "the-domain" },
  ];
  aws.state.stacks = {
    OtherStateful: { status: "CREATE_COMPLETE", resources },
    OtherApi: { status: "CREATE_COMPLETE" },
  };
  const asked = await run("npm run -s destroy -- -c stackPrefix=Other");
  expect(asked.code).toBe(1);
  expect(asked.stderr).toContain("terminal (TTY) is not attached");
  expect(asked.stdout).toMatch(
    /^OtherPlans, OtherApi, .*OtherProfiles, .*OtherBackground and OtherStateful of account 123456789012 in eu-west-1/,
  );
  for (const name of [
    "the-table",
    "the-bucket",
    "pepper        the-pepper",
    "log key       the-log-key",
    "the-pool",
    "OtherApi-account-",
    "log role",
  ]) {
    expect(asked.stdout).toContain(name);
  }
  expect(asked.stdout).not.toContain("E1");
  expect(Object.keys(aws.state.stacks)).toHaveLength(2);

  const forced = await run("npm run -s destroy -- -c stackPrefix=Other --force");
  expect(aws.state.stacks).toEqual({});
  expect(forced.stdout).toContain("aws dynamodb delete-table --table-name the-table");
  expect(forced.stdout).toContain("--user-pool-id the-pool --domain the-domain");
  expect(forced.stdout).toContain("aws s3 rb --force s3://the-bucket");
  expect(forced.code).toBe(0);
  for (const page of ["deploy.md", "user-pool.md"]) {
    for (const line of documentedDeletion(page)) expect(forced.stdout).toContain(`  ${line}\n`);
  }
});

/** The lines of a page that delete what stays, filled in as for the stacks above. */
function documentedDeletion(page: string): string[] {
  const blocks = readFileSync(join(repositoryRoot, "docs", page), "utf8").match(
    /^```sh\n.*?^```/gms,
  );
  const block = blocks?.findLast((one) => one.includes("delete-user-pool --")) ?? "";
  const filled = block
    .replaceAll(/ \\\n */g, " ")
    .replaceAll(/<(table|bucket|pepper|log-key|pool|domain)( arn)?>/g, "the-$1")
    .replaceAll("ProfilesApi-", "OtherApi-");
  const lines = filled.split("\n").filter((line) => /^(aws| {2}xargs)/.test(line));
  expect(lines.length).toBeGreaterThanOrEqual(4);
  // The name is known to the command.
  return lines.filter((line) => !line.includes(" describe-user-pool "));
}

test("the stacks that are named are those that are removed: a prefix may be in cdk.json", async () => {
  const checkout = await copiedCheckout();
  const settings = { app: "node infra/app.ts", context: { stackPrefix: "Kept" } };
  await writeFile(join(checkout, "cdk.json"), JSON.stringify(settings));
  const stack = { status: "CREATE_COMPLETE" };
  const resources = [{ type: "AWS::DynamoDB::Table", name: "kept-table" }];
  aws.state.stacks = {
    KeptStateful: { ...stack, resources },
    KeptApi: stack,
    ProfilesStateful: stack,
    ProfilesApi: stack,
  };
  const { code, stdout } = await run(`cd ${checkout} && npm run -s destroy -- --force`);
  expect(stdout).toMatch(
    /^KeptPlans, KeptApi, .* and KeptStateful of account 123456789012 in eu-west-1/,
  );
  expect(stdout).toContain("aws dynamodb delete-table --table-name kept-table");
  expect(stdout).toContain("--name-query KeptApi-account-");
  expect(Object.keys(aws.state.stacks)).toEqual(["ProfilesStateful", "ProfilesApi"]);
  expect(code).toBe(0);
});

test("where there is nothing to remove, that is said", async () => {
  const { code, stdout, stderr } = await run("npm run -s destroy -- --force");
  expect(code).toBe(1);
  expect(stdout).toBe("");
  expect(stderr).toContain(
    "Background and ProfilesStateful in account 123456789012 in eu-west-1: another",
  );
});

test.each(["bootstrap", "destroy"])("%s --help tells its usage, and does nothing", async (verb) => {
  const { code, stderr } = await run(`npm run -s ${verb} -- --help`);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^Usage:/);
  expect(aws.calls).toEqual([]);
});

test.each([
  "--region cn-north-1",
  "aws://123456789012/cn-north-1",
])("the CDK is not prepared where the service cannot be: %s", async (place) => {
  const { code, stderr } = await run(`npm run -s bootstrap -- ${place}`);
  expect(stderr).toBe("cn-north-1 is in China: take a commercial region.\n");
  expect(code).toBe(1);
});
