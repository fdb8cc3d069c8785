import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { OperatorError } from "../../operator-error.ts";
import { awsFailure } from "../aws-failure.ts";
import { type Assembly, readAssembly } from "../preflight/assembly.ts";
import { readDeployedStack } from "../preflight/deployed-stack.ts";
import { runCommand } from "../run-command.ts";
import { SDK_OPTIONS } from "../sdk-options.ts";
import { assertReachesScript, type CdkArguments, readCdkArguments } from "./cdk-arguments.ts";
import { requireCaller } from "./require-account.ts";
import { CDK, runProgram, runSynth } from "./run-program.ts";
import { type KeptResource, keptResources } from "./what-stays.ts";

/** Reads no setting but the prefix, and no bundle. */
const APP = `"${process.execPath}" infra/operations/deploy/named-stacks.ts`;

const USAGE = `Usage:
  npm run destroy [-- -c stackPrefix=<prefix>] [--force]

Other options are those of cdk destroy.`;

await runCommand(() => main(process.argv.slice(2)));

/**
 * Synthesises the stacks' names in a folder of their own, as this must not take the place of what is
 * in `cdk.out`. What is announced and what is removed are both read from there.
 */
async function main(given: readonly string[]): Promise<number> {
  if (given.includes("--help")) {
    console.error(USAGE);
    return 2;
  }
  assertReachesScript(process.env);
  const args = readCdkArguments(given);
  Object.assign(process.env, args.environment);
  const folder = await mkdtemp(join(tmpdir(), "profiles-destroy-"));
  try {
    const app = ["--app", APP, "--output", folder];
    if ((await runSynth([...app, ...args.synthesis])) !== 0) return 1;
    return await destroy(folder, args);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Says what stays, then lets the CDK ask and remove the stacks; says at last how to delete the rest. */
async function destroy(folder: string, { command }: CdkArguments): Promise<number> {
  const stacks = readAssembly(folder);
  const { account, region } = await requireCaller();
  process.env.AWS_REGION = region;
  await requireStacks(stacks, `account ${account} in ${region}`, region);
  const kept = await whatStays(stacks, region);
  announce(stacks, kept, `account ${account} in ${region}`);
  const code = await runProgram([CDK, "destroy", "--all", "--app", folder, ...command]);
  if (code === 0) console.log(`\nTo delete what stayed, too:\n\n${deletionOf(kept, stacks)}`);
  return code;
}

/** @throws OperatorError when there is neither; where that cannot be told the CDK decides */
async function requireStacks(assembly: Assembly, of: string, region: string) {
  const client = new CloudFormationClient({ ...SDK_OPTIONS, region });
  const found = await Promise.all(
    assembly.stacks.map(({ name }) => readDeployedStack(client, name).catch(() => name)),
  );
  if (found.some(Boolean)) return;
  throw new OperatorError(
    `There are no stacks ${namesOf(assembly)} in ${of}: another AWS_REGION, or another stackPrefix?`,
  );
}

/** From the last to the first, as they are removed. */
function namesOf({ stacks, stateful }: Assembly): string {
  const others = stacks.filter((stack) => stack !== stateful).map(({ name }) => name);
  return `${others.toReversed().join(", ")} and ${stateful.name}`;
}

function announce(assembly: Assembly, kept: readonly KeptResource[], of: string): void {
  const line = (what: string, name: string) => console.log(`  ${what.padEnd(14)}${name}`);
  console.log(
    `${namesOf(assembly)} of ${of} will be removed. These stay, with all that is in them:\n`,
  );
  for (const { what, name } of kept) line(what, name);
  line("gateway keys", `of accounts of paying plans, ${assembly.api.name}-account-…`);
  line("log role", "of API Gateway, which serves the whole account\n");
}

async function whatStays({ stateful }: Assembly, region: string): Promise<readonly KeptResource[]> {
  try {
    return await keptResources(stateful.name, region);
  } catch (error) {
    const reason = awsFailure(error, ["cloudformation:ListStackResources"]);
    console.error(`The names of what stays cannot be read: ${reason}.`);
    const name = `of ${stateful.name}`;
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

function deletionOf(kept: readonly KeptResource[], { api }: Assembly): string {
  const lines = kept.flatMap(({ deletion }) => deletion);
  const keys = [
    `aws apigateway get-api-keys --name-query ${api.name}-account- --query 'items[].[id]' --output text |`,
    "  xargs -r -n 1 aws apigateway delete-api-key --api-key",
  ];
  return [...lines, ...keys].map((line) => `  ${line}`).join("\n");
}
