import { createInterface } from "node:readline/promises";
import { OperatorError } from "../../operator-error.ts";

/**
 * Asks at the terminal.
 * @throws OperatorError where there is nobody to ask, or the answer is not yes
 */
export async function confirm(question: string): Promise<void> {
  if (!process.stdin.isTTY) {
    throw new OperatorError(`${question} Nobody can be asked here: say it with --yes.`);
  }
  // The report goes to the standard output, perhaps into a file.
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${question} [y/N] `);
    if (!/^y(es)?$/i.test(answer.trim())) throw new OperatorError("Nothing was changed.");
  } finally {
    terminal.close();
  }
}
