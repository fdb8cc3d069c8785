import { OperatorError } from "../operator-error.ts";
import { nearestName } from "./nearest-name.ts";
import { variableOf } from "./read-settings.ts";
import { SETTING_NAMES } from "./settings.ts";

/**
 * A misspelt setting would be ignored silently.
 * @param given names of the CDK context, the CDK's own among them
 * @param environment where a deployment's variables begin with `PROFILES_`
 * @throws OperatorError that names it
 */
export function assertKnownSettings(
  given: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = {},
): void {
  const names: readonly string[] = [...SETTING_NAMES, "imageLayer"];
  const variables = names.map(variableOf);
  // The CDK's own names have a colon, a slash or a hyphen in them.
  const unknown =
    given.find((name) => /^\w+$/.test(name) && !names.includes(name)) ??
    Object.keys(environment).find((name) => /^PROFILES_/.test(name) && !variables.includes(name));
  if (unknown === undefined) return;
  const near = nearestName(unknown, /^PROFILES_/.test(unknown) ? variables : names);
  throw new OperatorError(
    `There is no setting ${unknown}${near ? `: did you mean ${near}?` : ";"} docs/settings.md lists them.`,
  );
}
