import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { stackPrefixOf } from "../settings/config.ts";
import { inOrder, stackNames } from "../stacks/stack-names.ts";
import { type CdkArguments, readCdkArguments } from "./cdk-arguments.ts";
import { reasonOf } from "./preflight/run-checks.ts";
import { requireCaller } from "./require-caller.ts";
import { runCommand } from "./run-command.ts";
import { CDK, runProgram } from "./run-program.ts";
import { type KeptResource, keptResources } from "./what-stays.ts";

/** Reads no setting but the prefix, and no bundle. */
const APP = `"${process.execPath}" infra/operations/named-stacks.ts`;

await runCommand(() => main(process.argv.slice(2)));

/** Says what stays, then lets the CDK ask and remove the stacks; says at last how to delete the rest. */
async function main(given: readonly string[]): Promise<number> {
  const args = readCdkArguments(given);
  Object.assign(process.env, args.environment);
  const prefix = stackPrefixOf((name) => contextOf(args, name), process.env);
  const { account, region } = await requireCaller();
  process.env.AWS_REGION = region;
  const names = stackNames(prefix);
  const kept = await whatStays(names.stateful, region);
  const all = inOrder(names).toReversed();
  console.log(
    `${all.slice(0, -1).join(", ")} and ${names.stateful} of account ${account} in ${region} will be removed. These stay, with all that is in them:\n`,
  );
  for (const { what, name } of kept) console.log(`  ${what.padEnd(14)}${name}`);
  console.log(
    `  ${"gateway keys".padEnd(14)}of accounts that hold API keys, ${prefix}Api-account-…`,
  );
  console.log(`  ${"log role".padEnd(14)}of API Gateway, which serves the whole account\n`);
  const code = await removeStacks(args);
  if (code === 0) console.log(`\nTo delete what stayed, too:\n\n${deletionOf(kept, prefix)}`);
  return code;
}

/** Its assembly of empty stacks must not take the place of the one in `cdk.out`. */
async function removeStacks({ synthesis, command }: CdkArguments): Promise<number> {
  const output = await mkdtemp(join(tmpdir(), "profiles-destroy-"));
  try {
    const app = ["--app", APP, "--output", output, ...synthesis];
    return await runProgram([CDK, "destroy", "--all", ...app, ...command]);
  } finally {
    await rm(output, { recursive: true, force: true });
  }
}

function contextOf({ synthesis }: CdkArguments, name: string): string | undefined {
  const pair = synthesis.findLast((argument) => argument.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}

async function whatStays(stack: string, region: string): Promise<readonly KeptResource[]> {
  try {
    return await keptResources(new CloudFormationClient({ region, maxAttempts: 2 }), stack);
  } catch (error) {
    const reason = reasonOf(error, ["cloudformation:ListStackResources"]);
    console.error(`The names of what stays cannot be read: ${reason}.`);
    const names = ["table", "photo bucket", "pepper", "user pool, if there is one"];
    return names.map((what) => ({ what, name: `of ${stack}`, deletion: [] }));
  }
}

function deletionOf(kept: readonly KeptResource[], prefix: string): string {
  const lines = kept.flatMap(({ deletion }) => deletion);
  const keys = [
    `aws apigateway get-api-keys --name-query ${prefix}Api-account- --query 'items[].[id]' --output text |`,
    "  xargs -n 1 aws apigateway delete-api-key --api-key",
  ];
  return [...lines, ...keys].map((line) => `  ${line}`).join("\n");
}
