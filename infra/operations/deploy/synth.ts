import { runCommand } from "../run-command.ts";
import { assertReachesScript, readCdkArguments } from "./cdk-arguments.ts";
import { requireSettings } from "./require-settings.ts";
import { CDK, runProgram } from "./run-program.ts";

await runCommand(() => main(process.argv.slice(2)));

/** Reads the settings, builds, and has the CDK write the templates. */
async function main(given: readonly string[]): Promise<number> {
  assertReachesScript(process.env);
  requireSettings(readCdkArguments(given).synthesis, process.env);
  const built = await runProgram(["infra/bundling/build-command.ts"]);
  return built === 0 ? runProgram([CDK, "synth", "--quiet", ...given]) : built;
}
