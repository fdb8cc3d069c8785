import type { SynthesisedStack, TemplateResource } from "./cloud-assembly.ts";
import type { DeployedResource } from "./deployed-resources.ts";
import { evaluateCondition, resolveIntrinsics, type TemplateScope } from "./intrinsics.ts";
import type { Json } from "./json.ts";
import { namesOf, type ResourceNames } from "./physical-ids.ts";

/** Resolves the template of one stack; names are worked out when something first refers to them. */
export class StackResolver implements TemplateScope {
  readonly stack: string;
  readonly #source: SynthesisedStack;
  readonly #importValue: (name: string) => Json;
  readonly #names = new Map<string, ResourceNames>();
  readonly #pending = new Set<string>();

  /** `importValue` gives the exports of all stacks. */
  constructor(source: SynthesisedStack, importValue: (name: string) => Json) {
    this.stack = source.name;
    this.#source = source;
    this.#importValue = importValue;
  }

  /** The resources whose condition holds, resolved. */
  resources(): readonly DeployedResource[] {
    return Object.entries(this.#source.template.Resources ?? {})
      .filter(([, { Condition }]) => Condition === undefined || this.condition(Condition))
      .map(([logicalId, resource]) => this.#deployed(logicalId, resource));
  }

  /** The outputs whose condition holds, by their names in the template. */
  outputs(): readonly (readonly [string, Json])[] {
    return Object.entries(this.#source.template.Outputs ?? {})
      .filter(([, { Condition }]) => Condition === undefined || this.condition(Condition))
      .map(([name, { Value }]) => [name, resolveIntrinsics(Value, this)]);
  }

  /** Value of an output exported under the name, if this stack has one. */
  exported(name: string): Json | undefined {
    for (const { Condition, Value, Export } of Object.values(this.#source.template.Outputs ?? {})) {
      const isActive = Condition === undefined || this.condition(Condition);
      if (isActive && Export !== undefined && resolveIntrinsics(Export.Name, this) === name) {
        return resolveIntrinsics(Value, this);
      }
    }
    return undefined;
  }

  reference(name: string): Json {
    const parameter = this.#source.template.Parameters?.[name];
    if (parameter === undefined) {
      return this.#namesOf(name).physicalId;
    }
    if (parameter.Default === undefined) {
      throw new Error(`Parameter ${name} of stack ${this.stack} has no default.`);
    }
    return parameter.Default;
  }

  attribute(logicalId: string, attribute: string): Json {
    const value = this.#namesOf(logicalId).attributes[attribute];
    if (value === undefined) {
      const type = this.#source.template.Resources?.[logicalId]?.Type;
      throw new Error(
        `Attribute ${attribute} of ${type} is not known here (${logicalId} in stack ${this.stack}).`,
      );
    }
    return value;
  }

  imported(name: string): Json {
    return this.#importValue(name);
  }

  condition(name: string): boolean {
    const expression = this.#source.template.Conditions?.[name];
    if (expression === undefined) {
      throw new Error(`Stack ${this.stack} has no condition ${name}.`);
    }
    return evaluateCondition(expression, this);
  }

  mapped(map: string, first: string, second: string): Json {
    const value = this.#source.template.Mappings?.[map]?.[first]?.[second];
    if (value === undefined) {
      throw new Error(`Stack ${this.stack} has no mapping ${map}.${first}.${second}.`);
    }
    return value;
  }

  #deployed(logicalId: string, resource: TemplateResource): DeployedResource {
    const { physicalId, arn } = this.#namesOf(logicalId);
    const assetPath = this.#source.assetPath(resource);
    const properties = resolveIntrinsics(resource.Properties ?? {}, this);
    return {
      stack: this.stack,
      logicalId,
      type: resource.Type,
      physicalId,
      arn,
      properties: properties as DeployedResource["properties"],
      ...(assetPath !== undefined && { assetPath }),
    };
  }

  #namesOf(logicalId: string): ResourceNames {
    const known = this.#names.get(logicalId);
    if (known !== undefined) {
      return known;
    }
    const resource = this.#source.template.Resources?.[logicalId];
    if (resource === undefined) {
      throw new Error(`Stack ${this.stack} has no resource or parameter ${logicalId}.`);
    }
    if (this.#pending.has(logicalId)) {
      throw new Error(`The name of ${logicalId} in stack ${this.stack} depends on itself.`);
    }
    this.#pending.add(logicalId);
    const names = namesOf({
      stack: this.stack,
      logicalId,
      type: resource.Type,
      property: (name) => {
        const value = resource.Properties?.[name];
        return value === undefined ? undefined : resolveIntrinsics(value, this);
      },
    });
    this.#pending.delete(logicalId);
    this.#names.set(logicalId, names);
    return names;
  }
}
