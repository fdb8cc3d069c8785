import { awsRegion } from "../aws-region.ts";
import { runCommand } from "../run-command.ts";
import { assertReachesScript, readCdkArguments } from "./cdk-arguments.ts";
import { prepareAssembly } from "./prepare-assembly.ts";
import { requireSettings } from "./require-settings.ts";
import { CDK, runProgram } from "./run-program.ts";

const USAGE = `Usage:
  npm run preflight -- -c <setting>=<value> …
  npm run deploy -- -c <setting>=<value> … [--require-approval never] [--skip-preflight]

docs/settings.md lists the settings. Other options are those of cdk deploy.`;

const [verb, ...given] = process.argv.slice(2);
await runCommand(() => main(verb, given));

/** Reads the settings, builds, synthesises, checks, and for `deploy` hands on to the CDK what was checked. */
async function main(verb: string | undefined, given: readonly string[]): Promise<number> {
  if ((verb !== "deploy" && verb !== "preflight") || given.includes("--help")) {
    console.error(USAGE);
    return 2;
  }
  assertReachesScript(process.env);
  const args = readCdkArguments(given);
  if (args.assembly === undefined) requireSettings(args.synthesis, process.env);
  Object.assign(process.env, args.environment);
  const region = await awsRegion(process.env);
  // The CDK would go elsewhere than the checks looked, where it reads the region in its own way.
  if (region !== undefined) process.env.AWS_REGION = region;
  const assembly = await prepareAssembly(args, process.env);
  if (assembly === undefined) return 1;
  if (verb === "deploy" && args.skipPreflight) console.log("The preflight is skipped.");
  else if (!(await isCleared(assembly, region))) return 1;
  if (verb === "preflight") return 0;
  return runProgram([CDK, "deploy", "--all", "--app", assembly, ...args.command]);
}

async function isCleared(assembly: string, region: string | undefined): Promise<boolean> {
  // Loaded once the settings are good: it brings clients of the SDK along.
  const { preflight } = await import("../preflight/preflight.ts");
  const { table, stops } = await preflight(assembly, region, process.stdout.columns);
  console.log(`${table}\n`);
  if (stops === 0) return true;
  console.error(
    `${stops === 1 ? "One check stops" : `${stops} checks stop`} the deployment: follow its row, and run the same line again.`,
  );
  return false;
}
