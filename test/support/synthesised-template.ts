import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { inOrder, stackNames } from "../../infra/stacks/stack-names.ts";

/** Every stack of the shared assembly, those first that others stand on. */
export const STACKS = inOrder(stackNames("Profiles"));

/** The exports of a stack of the shared assembly, intrinsics unresolved. */
export function exportsOf(
  stack: string,
): readonly { readonly name: string; readonly value: unknown }[] {
  const file = join(inject("assembly"), `${stack}.template.json`);
  const { Outputs = {} } = JSON.parse(readFileSync(file, "utf8"));
  const outputs: { Value: unknown; Export?: { Name: string } }[] = Object.values(Outputs);
  return outputs.flatMap(({ Value, Export }) =>
    Export ? [{ name: Export.Name, value: Value }] : [],
  );
}

/** A resource as CloudFormation gets it, intrinsics unresolved. */
export interface TemplateResource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: properties differ by type and tests look deep into them.
  readonly Properties: any;
  readonly DeletionPolicy?: string;
  readonly DependsOn?: readonly string[];
}

/** One synthesised stack, or several, for assertions about them. */
export class SynthesisedTemplate {
  readonly resources: Readonly<Record<string, TemplateResource>>;
  /** Values of the exported outputs, intrinsics unresolved. */
  readonly exports: readonly unknown[];

  /** @param stacks names of stacks in the shared assembly, taken together */
  constructor(...stacks: readonly string[]) {
    const templates = stacks.map((stack) => {
      const file = join(inject("assembly"), `${stack}.template.json`);
      return JSON.parse(readFileSync(file, "utf8"));
    });
    this.resources = Object.assign({}, ...templates.map(({ Resources }) => Resources));
    const outputs: { Value: unknown; Export?: unknown }[] = templates.flatMap(({ Outputs = {} }) =>
      Object.values(Outputs),
    );
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
