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
  if (built !== 0) return built;
  const status = await runProgram([CDK, "synth", "--quiet", ...given]);
  // Its last two lines read as if something were left to do.
  if (status === 0) console.log("Done. The CDK's words on a stack id and on flags need no action.");
  return status;
}
