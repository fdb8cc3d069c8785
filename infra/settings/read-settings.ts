import { assertFittingTogether } from "./fitting-together.ts";
import { SettingError } from "./setting-error.ts";
import { SETTING_NAMES, type SettingName, type Settings, SettingsSchema } from "./settings.ts";

/** Value of a CDK context key, undefined when not given. */
type Context = (name: string) => unknown;
type Environment = Readonly<Record<string, string | undefined>>;

/** Name of the environment variable that gives a setting when the CDK context does not. */
export function variableOf(setting: string): string {
  return `PROFILES_${setting.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

/**
 * Reads and checks the settings of a deployment.
 * @throws SettingError for the first setting that is missing or wrong
 * @throws OperatorError when no issuer is set
 */
export function readSettings(context: Context, environment: Environment = {}): Settings {
  const given = SETTING_NAMES.map((name) => [name, givenValue(name, context, environment)]);
  const result = SettingsSchema.safeParse(Object.fromEntries(given));
  if (!result.success) {
    const issue = result.error.issues[0];
    const name = String(issue?.path[0]) as SettingName;
    const missing = given.some(([key, value]) => key === name && value === undefined);
    throw new SettingError(name, missing ? "is missing" : (issue?.message ?? "is wrong"));
  }
  assertFittingTogether(result.data);
  return result.data;
}

/**
 * The one setting that says which deployment is meant, whatever the others are.
 * @throws SettingError when it is wrong
 */
export function stackPrefixOf(context: Context, environment: Environment): string {
  const given = givenValue("stackPrefix", context, environment);
  const result = SettingsSchema.shape.stackPrefix.safeParse(given);
  if (result.success) return result.data;
  throw new SettingError("stackPrefix", result.error.issues[0]?.message ?? "is wrong");
}

/** Many CI systems say with an empty variable that they have none. */
function givenValue(name: SettingName, context: Context, environment: Environment): unknown {
  return context(name) ?? (environment[variableOf(name)] || undefined);
}
