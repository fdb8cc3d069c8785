import { OperatorError } from "../../operator-error.ts";

/** Arguments of `npm run deploy` and its kin, told apart by who is to get them. */
export interface CdkArguments {
  /** Settings, and what else of the synthesis is chosen: `-c`, `-o` with their values. */
  readonly synthesis: readonly string[];
  /** All others: options of the CDK's own command. */
  readonly command: readonly string[];
  /** Folder of an assembly that is there already, in place of synthesis. */
  readonly assembly: string | undefined;
  /** Folder that synthesis writes to. */
  readonly output: string;
  readonly skipPreflight: boolean;
  /** Variables that `--profile` and `--region` stand for. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Options with a value, by all their spellings. */
const OPTIONS = new Map<string, "context" | "app" | "output" | "AWS_PROFILE" | "AWS_REGION">([
  ["-c", "context"],
  ["--context", "context"],
  ["-a", "app"],
  ["--app", "app"],
  ["-o", "output"],
  ["--output", "output"],
  ["--profile", "AWS_PROFILE"],
  ["--region", "AWS_REGION"],
]);

/**
 * Without `--` before them npm takes options for its own, and `-c` for a command to call.
 * @param environment as npm hands it to a script
 * @throws OperatorError that shows the line as it must be
 */
export function assertReachesScript(environment: NodeJS.ProcessEnv): void {
  const { npm_config_call: swallowed, npm_lifecycle_event: script } = environment;
  if (!swallowed || !/^\w+=/.test(swallowed)) return;
  throw new OperatorError(
    `npm took -c ${swallowed} for itself: write npm run ${script} -- -c ${swallowed}, with all settings after the --.`,
  );
}

/** @throws OperatorError for an option without its value */
export function readCdkArguments(given: readonly string[]): CdkArguments {
  const synthesis: string[] = [];
  const command: string[] = [];
  const environment: Record<string, string> = {};
  const folders: { app?: string; output?: string } = {};
  let skipPreflight = false;
  const waiting = [...given];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const [, name = next, inline] = /^(-{1,2}[a-z]+)=(.*)$/s.exec(next) ?? [];
    const option = OPTIONS.get(name);
    if (next === "--skip-preflight") skipPreflight = true;
    // As the CDK has it, several settings may follow one `-c`.
    else if (/^\w+=/.test(next)) synthesis.push("--context", next);
    else if (option === undefined) command.push(next);
    else {
      const value = inline ?? waiting.shift();
      if (value === undefined) throw new OperatorError(`${name} needs a value.`);
      if (option === "context") synthesis.push("--context", value);
      else if (option === "app" || option === "output") folders[option] = value;
      else environment[option] = value;
    }
  }
  const output = folders.output ?? "cdk.out";
  return { synthesis, command, assembly: folders.app, output, skipPreflight, environment };
}
