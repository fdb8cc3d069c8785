import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { OperatorError } from "../../operator-error.ts";
import { assertKnownSettings } from "../../settings/known-settings.ts";
import { stackPrefixOf } from "../../settings/read-settings.ts";
import { inOrder, type StackNames, stackNames } from "../../stacks/stack-names.ts";
import { awsFailure } from "../aws-failure.ts";
import { readDeployedStack } from "../preflight/deployed-stack.ts";
import { runCommand } from "../run-command.ts";
import { SDK_OPTIONS } from "../sdk-options.ts";
import { assertReachesScript, readCdkArguments } from "./cdk-arguments.ts";
import { type Context, givenContext } from "./given-context.ts";
import { requireCaller } from "./require-account.ts";
import { CDK, runProgram } from "./run-program.ts";
import { type KeptResource, keptResources } from "./what-stays.ts";

const USAGE = `Usage:
  npm run destroy [-- -c stackPrefix=<prefix>] [--force]

Other options are those of cdk destroy.`;

await runCommand(() => main(process.argv.slice(2)));

/** Says what stays, then lets the CDK ask and remove the stacks; says at last how to delete the rest. */
async function main(given: readonly string[]): Promise<number> {
  if (given.includes("--help")) {
    console.error(USAGE);
    return 2;
  }
  assertReachesScript(process.env);
  const { synthesis, command, environment } = readCdkArguments(given);
  Object.assign(process.env, environment);
  const context = givenContext(synthesis, process.env);
  assertKnownSettings(Object.keys(context), process.env);
  const names = stackNames(stackPrefixOf((name) => context[name], process.env));
  const { account, region } = await requireCaller();
  const of = `account ${account} in ${region}`;
  await requireStacks(names, of, region);
  const kept = await whatStays(names, region);
  announce(names, kept, of);
  const code = await remove(names, context, command);
  if (code === 0) console.log(`\nTo delete what stayed, too:\n\n${deletionOf(kept, names)}`);
  return code;
}

/** By an assembly in a folder of its own, as this must not take the place of what is in `cdk.out`. */
async function remove(
  names: StackNames,
  context: Context,
  command: readonly string[],
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "profiles-destroy-"));
  try {
    // Loaded once something is to be removed: it brings the CDK along.
    const { synthesiseNames } = await import("./named-stacks.ts");
    synthesiseNames(inOrder(names), context, folder);
    return await runProgram([CDK, "destroy", "--all", "--app", folder, ...command]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @throws OperatorError when there is neither; where that cannot be told the CDK decides */
async function requireStacks(names: StackNames, of: string, region: string): Promise<void> {
  const client = new CloudFormationClient({ ...SDK_OPTIONS, region });
  const found = await Promise.all(
    inOrder(names).map((name) => readDeployedStack(client, name).catch(() => name)),
  );
  if (found.some(Boolean)) return;
  throw new OperatorError(
    `There are no stacks ${listed(names)} in ${of}: another AWS_REGION, or another stackPrefix?`,
  );
}

/** From the last to the first, as they are removed. */
function listed(names: StackNames): string {
  const [first, ...others] = inOrder(names);
  return `${others.toReversed().join(", ")} and ${first}`;
}

function announce(names: StackNames, kept: readonly KeptResource[], of: string): void {
  const line = (what: string, name: string) => console.log(`  ${what.padEnd(14)}${name}`);
  console.log(`${listed(names)} of ${of} will be removed. These stay, with all that is in them:\n`);
  for (const { what, name } of kept) line(what, name);
  line("gateway keys", `of accounts of paying plans, ${names.api}-account-…`);
  line("log role", "of API Gateway, which serves the whole account\n");
}

async function whatStays(
  { stateful }: StackNames,
  region: string,
): Promise<readonly KeptResource[]> {
  try {
    return await keptResources(stateful, region);
  } catch (error) {
    const reason = awsFailure(error, ["cloudformation:ListStackResources"]);
    console.error(`The names of what stays cannot be read: ${reason}.`);
    const name = `of ${stateful}`;
    return [
      ...["table", "photo bucket", "pepper", "log key"].map((what) => ({
        what,
        name,
        deletion: [],
      })),
      { what: "user pool", name: `${name}, if there is one`, deletion: [] },
    ];
  }
}

function deletionOf(kept: readonly KeptResource[], { api }: StackNames): string {
  const lines = kept.flatMap(({ deletion }) => deletion);
  const keys = [
    `aws apigateway get-api-keys --name-query ${api}-account- --query 'items[].[id]' --output text |`,
    "  xargs -r -n 1 aws apigateway delete-api-key --api-key",
  ];
  return [...lines, ...keys].map((line) => `  ${line}`).join("\n");
}
