import { OperatorError } from "../operator-error.ts";

/** Runs an operator's command: its result is the exit code, and an OperatorError a sentence. */
export async function runCommand(command: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
