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
}

/** Reasons are codes, as those of errors are: they are looked for, and shown to callers. */
const REASON = /^[a-z][a-z0-9_]{0,39}$/;

/** Reads the words of a command line. */
export function readCommandLine(args: readonly string[]): CommandLine | Misunderstood {
  const taken = takeOptions(args);
  if ("fault" in taken) return taken;
  const { options } = taken;
  const [verb, ...words] = taken.words;
  const command = COMMANDS.find((one) => one.verb === verb);
  const order = command?.parse(words, options);
  return command && order ? { command, options, order } : { fault: command?.faultOf?.(words) };
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
    return { fault: "A reason is a code of small letters, digits and underscores, such as abuse." };
  }
  return { words, options: { yes, json, reason } };
}

/** What is printed when a command line is not understood. */
export function usage(): string {
  const lines = COMMANDS.flatMap((command) => command.usage);
  return `Usage:
${lines.map((line) => `  npm run -s operator -- ${line}`).join("\n")}

Anywhere: --yes asks nothing before a change, --json prints the report alone on one line,
--reason <code> is kept in the audit record.

It talks to the npm start of the same DATA_DIR. For a deployment set TABLE_NAME, AWS_REGION, AWS
credentials, and outputs of the stacks:
${COMMANDS.flatMap(needsOf).join("\n")}`;
}

function needsOf({ verb, needs, notOnLaptop }: OperatorCommand): readonly string[] {
  if (!needs) return [];
  const all = Object.entries(needs).map(([name, output]) => `${name} (${output.split(" ")[0]})`);
  const noTable = notOnLaptop === undefined ? "" : "; TABLE_NAME is not needed";
  return [`  for ${verb} ${all.join(" and ")}${noTable}`];
}
