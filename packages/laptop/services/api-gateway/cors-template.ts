/** The template the CDK writes for several allowed origins, the condition aside. */
const TEMPLATE =
  /^#set\(\$origin = \$input\.params\(\)\.header\.get\("Origin"\)\)\s*#if\(\$origin == ""\)\s*#set\(\$origin = \$input\.params\(\)\.header\.get\("origin"\)\)\s*#end\s*#if\((?<condition>.+)\)\s*#set\(\$context\.responseOverride\.header\.Access-Control-Allow-Origin = \$origin\)\s*#end$/;

/**
 * The origins that a preflight's response template names back to the caller. No other template
 * language is run here: the CDK writes this one template only.
 * @throws Error for any other template.
 */
export function allowedOriginsIn(template: string, owner: string): readonly string[] {
  const text = template.trim();
  if (text === "") {
    return [];
  }
  const condition = TEMPLATE.exec(text)?.groups?.condition;
  const origins = condition?.split(" || ").map((test) => /^\$origin == "(.*)"$/.exec(test)?.[1]);
  if (origins === undefined || origins.includes(undefined)) {
    throw new Error(`${owner} has a response template that the local gateway cannot run.`);
  }
  return origins.filter((origin) => origin !== undefined);
}
