import { runCommandLine } from "../../infra/operations/operator/run-command-line.ts";

/** A process that runs one command of the operator after another, as its parent sends their words. */
const environment = { ...process.env };

process.on("message", async (words: readonly string[]) => {
  const outputs = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    process[name].write = (chunk: string | Uint8Array) => {
      outputs[name] += chunk;
      return true;
    };
  }
  const code = await runCommandLine(words);
  restoreEnvironment();
  process.send?.({ code, ...outputs });
});
process.once("disconnect", () => process.exit());

/** A command completes its environment; the next one is to do so, too. */
function restoreEnvironment(): void {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, environment);
}
