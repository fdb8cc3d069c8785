import { COMMANDS } from "./commands/command-table.ts";
import type { OperatorCommand, OperatorOptions, OperatorOrder } from "./operator-command.ts";

/** A command line that was understood. */
export interface CommandLine {
  readonly command: OperatorCommand;
  readonly options: OperatorOptions;
  readonly order: OperatorOrder;
}

/** One that was not: what is wrong with it, where more than the usage can be said. */
export interface Misunderstood {
  readonly fault: string | undefined;
  /** The command that it is of, where that is known: its usage is all that matters. */
  readonly command?: OperatorCommand | undefined;
}

/** Reasons are codes, as those of errors are: they are looked for, and shown to callers. */
const REASON = /^[a-z][a-z0-9_]{0,39}$/;

/** Reads the words of a command line. */
export function readCommandLine(args: readonly string[]): CommandLine | Misunderstood {
  const taken = takeOptions(args);
  if ("fault" in taken) return taken;
  const { options } = taken;
  const [, ...words] = taken.words;
  const command = commandOf(taken.words);
  const order = command?.parse(words, options);
  if (command && order) return { command, options, order };
  return { fault: command?.faultOf?.(words), command };
}

function commandOf([verb]: readonly string[]): OperatorCommand | undefined {
  return COMMANDS.find((one) => one.verb === verb);
}

interface Taken {
  readonly words: readonly string[];
  readonly options: OperatorOptions;
}

function takeOptions(args: readonly string[]): Taken | Misunderstood {
  const words = args.filter((word) => word !== "--yes" && word !== "--json");
  const [yes, json] = [args.includes("--yes"), args.includes("--json")];
  const at = words.indexOf("--reason");
  if (at < 0) return { words, options: { yes, json, reason: undefined } };
  const [, reason = ""] = words.splice(at, 2);
  if (!REASON.test(reason)) {
    const fault = "A reason is a code of small letters, digits and underscores, such as abuse.";
    return { fault, command: commandOf(words) };
  }
  return { words, options: { yes, json, reason } };
}

/** What is printed when a command line is not understood: of its command alone, where that is known. */
export function usage(command?: OperatorCommand): string {
  const lines = (command ? [command] : COMMANDS).flatMap((one) => one.usage);
  return `Usage:
${lines.map((line) => `  npm run -s operator -- ${line}`).join("\n")}

Anywhere: --yes asks nothing before a change, --json prints the report alone on one line,
--reason <code> is kept in the audit record.

It talks to the npm start of the same DATA_DIR. For a deployment set ${command ? needsOf(command) : "what docs/operator.md says"}.`;
}

function needsOf({ needs = {}, notOnLaptop }: OperatorCommand): string {
  const table = notOnLaptop === undefined ? ["TABLE_NAME (TableName)"] : [];
  const others = Object.entries(needs).map(([name, output]) => `${name} (${output.split(" ")[0]})`);
  return [...table, ...others, "AWS_REGION and AWS credentials"].join(", ");
}
