import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { repositoryRoot } from "../../repository-root.ts";
import { assertKnownSettings } from "../../settings/known-settings.ts";
import { readSettings } from "../../settings/read-settings.ts";

type Context = Readonly<Record<string, unknown>>;

/**
 * Checks the settings of a line before anything is built for it. Synthesis reads them once more, from
 * the CDK itself.
 * @param synthesis `--context`, each before its `name=value`
 * @throws OperatorError for the first setting that is missing or wrong
 */
export function requireSettings(
  synthesis: readonly string[],
  environment: NodeJS.ProcessEnv,
  folders = { project: repositoryRoot, home: homedir() },
): void {
  const context = {
    ...contextOf(join(folders.home, ".cdk.json")),
    ...readJson(join(folders.project, "cdk.context.json")),
    ...contextOf(join(folders.project, "cdk.json")),
    ...contextOfLine(synthesis),
  };
  assertKnownSettings(Object.keys(context), environment);
  readSettings((name) => context[name], environment);
}

function contextOfLine(synthesis: readonly string[]): Context {
  const given = synthesis.filter((argument) => argument !== "--context");
  return Object.fromEntries(
    given.flatMap((setting) => {
      const at = setting.indexOf("=");
      return at > 0 ? [[setting.slice(0, at), setting.slice(at + 1)]] : [];
    }),
  );
}

function contextOf(file: string): Context {
  const { context } = readJson(file);
  return typeof context === "object" && context !== null ? { ...context } : {};
}

/** What is not there gives nothing; what cannot be read the CDK complains of. */
function readJson(file: string): Context {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return {};
  }
}
