import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { OperatorError } from "../../operator-error.ts";
import { repositoryRoot } from "../../repository-root.ts";

/** Settings, and switches of the CDK, by their names. */
export type Context = Readonly<Record<string, unknown>>;

/**
 * The context that the CDK's command line would give the app for a line: of the line, or else of
 * `CDK_CONTEXT`; of `cdk.json`, `cdk.context.json` and `~/.cdk.json`, where the former overrules the
 * latter. (The CDK merges objects that several of them have under one name.) To ask the CDK itself
 * takes a second.
 * @param synthesis `--context`, each before its `name=value`
 * @throws OperatorError for what is no setting, and for a file that cannot be read
 */
export function givenContext(
  synthesis: readonly string[],
  environment: NodeJS.ProcessEnv,
  folders = { project: repositoryRoot, home: homedir() },
): Context {
  const { CDK_CONTEXT: other } = environment;
  const line = synthesis.filter((argument) => argument !== "--context");
  return {
    ...contextOf(join(folders.home, ".cdk.json")),
    ...readJson(join(folders.project, "cdk.context.json")),
    ...contextOf(join(folders.project, "cdk.json")),
    ...Object.fromEntries((line.length === 0 && other ? [other] : line).map(assignment)),
  };
}

function assignment(setting: string): [string, string] {
  const at = setting.indexOf("=");
  if (at > 0) return [setting.slice(0, at), setting.slice(at + 1)];
  throw new OperatorError(`-c ${setting} sets nothing: write -c <setting>=<value>.`);
}

function contextOf(file: string): Context {
  const { context } = readJson(file);
  return typeof context === "object" && context !== null ? { ...context } : {};
}

/** What is not there gives nothing. */
function readJson(file: string): Context {
  if (!existsSync(file)) return {};
  try {
    // Some editors begin a file with a mark of its encoding.
    return JSON.parse(readFileSync(file, "utf8").replace(/^\uFEFF/, "")) ?? {};
  } catch (error) {
    throw new OperatorError(`${file} cannot be read: ${(error as Error).message}`);
  }
}
