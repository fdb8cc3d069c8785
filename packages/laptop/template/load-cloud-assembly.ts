import { readCloudAssembly, type SynthesisedStack } from "./cloud-assembly.ts";
import { DeployedResources } from "./deployed-resources.ts";
import type { Json } from "./json.ts";
import { StackResolver } from "./stack-resolver.ts";

/**
 * Loads every stack of a cloud assembly (`cdk.out`) and resolves the intrinsic functions.
 * @throws Error naming an unknown function, or a name that nothing has.
 */
export function loadCloudAssembly(dir: string): DeployedResources {
  const exported = (name: string): Json => {
    for (const stack of stacks) {
      const value = stack.exported(name);
      if (value !== undefined) {
        return value;
      }
    }
    throw new Error(`No stack exports ${name}.`);
  };
  const sources = readCloudAssembly(dir);
  for (const source of sources) refuseCognito(source);
  const stacks = sources.map((stack) => new StackResolver(stack, exported));
  const outputs = stacks.flatMap((stack) => stack.outputs());
  return new DeployedResources(
    stacks.flatMap((stack) => stack.resources()),
    Object.fromEntries(outputs.map(([name, value]) => [name, String(value)])),
  );
}

/** Nobody could sign in to a pool that is not there, while the API trusts it. */
function refuseCognito({ name, template }: SynthesisedStack): void {
  const types = Object.values(template.Resources ?? {}).map(({ Type }) => Type);
  if (!types.some((type) => type.startsWith("AWS::Cognito::"))) return;
  throw new Error(
    `Stack ${name} has resources of Amazon Cognito, which are not interpreted on the laptop.`,
  );
}
