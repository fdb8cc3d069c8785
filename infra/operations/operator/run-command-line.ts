import { OperatorError } from "../../operator-error.ts";
import { watchAnswers } from "../answers-of-aws.ts";
import { requireRegion } from "../require-region.ts";
import { type CommandLine, readCommandLine, usage } from "./command-line.ts";
import { confirm } from "./confirm.ts";
import { failureSentence } from "./failure-sentence.ts";
import type { OperatorCommand, Outcome } from "./operator-command.ts";
import { useLaptop } from "./use-laptop.ts";

/**
 * Does what a command line says, and prints the report, or what is wrong. It completes the
 * environment of this process.
 * @returns an exit code: 0 done, 1 it failed, 2 wrong usage
 */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const line = readCommandLine(args);
  if ("fault" in line) {
    const help = usage(line.command);
    console.error(line.fault === undefined ? help : `${line.fault}\n\n${help}`);
    return 2;
  }
  const { command, options } = line;
  const onLaptop = !process.env.TABLE_NAME && command.notOnLaptop === undefined;
  const hasAnswered = watchAnswers();
  try {
    await prepare(command, onLaptop);
    const { done, report } = await run(line, onLaptop);
    console.log(options.json ? JSON.stringify(report) : JSON.stringify(report, null, 2));
    return done ? 0 : 1;
  } catch (error) {
    const isReading = command.reads === true;
    console.error(failureSentence(error, { onLaptop, isReading, hasAnswered: hasAnswered() }));
    return 1;
  }
}

/** Completes the environment: what commands need is loaded afterwards, and reads it on loading. */
async function prepare(command: OperatorCommand, onLaptop: boolean): Promise<void> {
  if (onLaptop) return useLaptop();
  requireSettings(command);
  await requireRegion(process.env);
}

/** Asked for before anything is changed. */
function requireSettings({ needs = {}, notOnLaptop }: OperatorCommand): void {
  for (const [name, output] of Object.entries(needs)) {
    if (process.env[name]) continue;
    throw new OperatorError(notOnLaptop ?? `${name} is not set; it is the output ${output}.`);
  }
}

async function run({ order, options }: CommandLine, onLaptop: boolean): Promise<Outcome> {
  // Also with --yes: what cannot be asked about cannot be done.
  const question = await order.question?.();
  if (question !== undefined && !options.yes) await confirm(question);
  return order.run({
    by: async () => {
      const { operatorIdentity } = await import("./operator-identity.ts");
      return operatorIdentity(onLaptop);
    },
    tell: (line) => {
      if (!options.json) console.error(line);
    },
  });
}
