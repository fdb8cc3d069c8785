import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";

/** A resource as CloudFormation gets it, intrinsics unresolved. */
export interface TemplateResource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: properties differ by type and tests look deep into them.
  readonly Properties: any;
  readonly DeletionPolicy?: string;
  readonly DependsOn?: readonly string[];
}

/** One synthesised stack, for assertions about it. */
export class SynthesisedTemplate {
  readonly resources: Readonly<Record<string, TemplateResource>>;
  /** Values of the exported outputs, intrinsics unresolved. */
  readonly exports: readonly unknown[];

  /** @param stack name of a stack in the shared assembly */
  constructor(stack: "ProfilesStateful" | "ProfilesApi") {
    const file = join(inject("assembly"), `${stack}.template.json`);
    const template = JSON.parse(readFileSync(file, "utf8"));
    this.resources = template.Resources;
    const outputs: { Value: unknown; Export?: unknown }[] = Object.values(template.Outputs ?? {});
    this.exports = outputs.filter(({ Export }) => Export).map(({ Value }) => Value);
  }

  /** Logical ids and resources of a type. */
  ofType(type: string): [string, TemplateResource][] {
    return Object.entries(this.resources).filter(([, resource]) => resource.Type === type);
  }

  /** The only resource of a type. */
  one(type: string): TemplateResource {
    const found = this.ofType(type);
    const [only] = found;
    if (!only || found.length > 1) throw new Error(`${found.length} resources of type ${type}.`);
    return only[1];
  }
}
