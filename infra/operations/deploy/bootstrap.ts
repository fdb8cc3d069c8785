import { OperatorError } from "../../operator-error.ts";
import { otherPartition } from "../preflight/checks/region.ts";
import { runCommand } from "../run-command.ts";
import { assertReachesScript, readCdkArguments } from "./cdk-arguments.ts";
import { requireCaller } from "./require-account.ts";
import { CDK, runProgram } from "./run-program.ts";

const USAGE = `Usage:
  npm run bootstrap [-- aws://<account>/<region>]

Other options are those of cdk bootstrap.`;

await runCommand(() => main(process.argv.slice(2)));

/**
 * Prepares the account and region for the CDK. It needs neither settings nor bundles: without an app
 * the CDK has to be told the account and region, and asks for nothing else.
 */
async function main(given: readonly string[]): Promise<number> {
  if (given.includes("--help")) {
    console.error(USAGE);
    return 2;
  }
  assertReachesScript(process.env);
  const { command, environment } = readCdkArguments(given);
  Object.assign(process.env, environment);
  const named = command.filter((argument) => argument.startsWith("aws://"));
  if (named.length > 0) {
    for (const place of named) assertCommercial(place.split("/")[3] ?? "");
    return runProgram([CDK, "bootstrap", "--app", "", ...command]);
  }
  const { account, region } = await requireCaller();
  assertCommercial(region);
  process.env.AWS_REGION = region;
  return runProgram([CDK, "bootstrap", "--app", "", `aws://${account}/${region}`, ...command]);
}

/** What is bootstrapped elsewhere could not be deployed to. @throws OperatorError */
function assertCommercial(region: string): void {
  const other = otherPartition(region);
  if (other) throw new OperatorError(`${region} is ${other}: take a commercial region.`);
}
