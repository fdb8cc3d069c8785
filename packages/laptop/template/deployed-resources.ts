import type { Json } from "./json.ts";

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
  /** Outputs of all stacks, by their names in the templates. */
  readonly outputs: Readonly<Record<string, string>>;

  constructor(
    resources: readonly DeployedResource[],
    outputs: Readonly<Record<string, string>> = {},
  ) {
    this.#resources = resources;
    this.outputs = outputs;
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
