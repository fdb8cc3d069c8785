import { readCloudAssembly, type SynthesisedStack } from "./cloud-assembly.ts";
import { StackResolver } from "./stack-resolver.ts";

/** A value of a template after parsing. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** One resource of a stack as it would stand in the account after a deployment. */
export interface DeployedResource {
  readonly stack: string;
  readonly logicalId: string;
  /** `AWS::Lambda::Function` and the like. */
  readonly type: string;
  /** What `Ref` gives. */
  readonly physicalId: string;
  /** What `Fn::GetAtt` `Arn` gives; empty for a type without one. */
  readonly arn: string;
  /** The template's properties with every intrinsic function resolved. */
  readonly properties: { readonly [key: string]: Json };
  /** Absolute folder or file of the code, for functions and layers. */
  readonly assetPath?: string;
}

/** The resources of all stacks, found by type, ARN or physical id. */
export class DeployedResources {
  readonly #resources: readonly DeployedResource[];
  readonly #output: (name: string) => Json | undefined;

  /** @param output value of an output of any of the stacks */
  constructor(
    resources: readonly DeployedResource[],
    output: (name: string) => Json | undefined = () => undefined,
  ) {
    this.#resources = resources;
    this.#output = output;
  }

  /** Text of an output of the stacks. Throws an Error when no stack has it. */
  output(name: string): string {
    const value = this.#output(name);
    if (typeof value !== "string") throw new Error(`No stack has an output ${name}.`);
    return value;
  }

  /** Every resource, in the order of the templates. */
  all(): readonly DeployedResource[] {
    return this.#resources;
  }

  /** Resources of one type, in the order of the templates. */
  ofType(type: string): readonly DeployedResource[] {
    return this.#resources.filter((resource) => resource.type === type);
  }

  /** The only resource of a type. Throws an Error unless there is exactly one. */
  one(type: string): DeployedResource {
    const found = this.ofType(type);
    const [first] = found;
    if (first === undefined || found.length > 1) {
      throw new Error(`Expected exactly one ${type} in the stacks, found ${found.length}.`);
    }
    return first;
  }

  byArn(arn: string): DeployedResource | undefined {
    return arn === "" ? undefined : this.#resources.find((resource) => resource.arn === arn);
  }

  byPhysicalId(type: string, id: string): DeployedResource | undefined {
    return this.#resources.find((resource) => resource.type === type && resource.physicalId === id);
  }
}

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
  return new DeployedResources(
    stacks.flatMap((stack) => stack.resources()),
    (name) => stacks.map((stack) => stack.output(name)).find((value) => value !== undefined),
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
