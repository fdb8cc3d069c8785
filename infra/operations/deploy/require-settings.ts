import { assertKnownSettings } from "../../settings/known-settings.ts";
import { readSettings } from "../../settings/read-settings.ts";
import { givenContext } from "./given-context.ts";

/**
 * Checks the settings of a line before anything is built for it. Synthesis reads them once more, from
 * the CDK itself.
 * @param synthesis `--context`, each before its `name=value`
 * @throws OperatorError for the first setting that is missing or wrong
 */
export function requireSettings(
  synthesis: readonly string[],
  environment: NodeJS.ProcessEnv,
): void {
  const context = givenContext(synthesis, environment);
  assertKnownSettings(Object.keys(context), environment);
  readSettings((name) => context[name], environment);
}
