import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { OperatorError } from "../../operator-error.ts";
import type { Template } from "./template.ts";

/** One stack as synthesis wrote it. */
export interface NewStack {
  readonly name: string;
  readonly template: Template;
  /** Where the bootstrap stack notes its version, and which one is needed at least. */
  readonly bootstrap: { readonly parameter: string; readonly version: number };
}

/** What is about to be deployed. */
export interface Assembly {
  /** Every stack, those first that others stand on. */
  readonly stacks: readonly NewStack[];
  /** The one with what is kept. */
  readonly stateful: NewStack;
  /** The one with the gateway and its authorizer. */
  readonly api: NewStack;
}

interface Artifact {
  readonly type: string;
  readonly properties?: {
    readonly templateFile?: string;
    readonly requiresBootstrapStackVersion?: number;
    readonly bootstrapStackVersionSsmParameter?: string;
  };
}

/** @throws OperatorError when the folder holds no assembly of the service */
export function readAssembly(dir: string): Assembly {
  const file = join(dir, "manifest.json");
  if (!existsSync(file)) throw new OperatorError(`There is no ${file}: run npm run synth first.`);
  const { artifacts } = JSON.parse(readFileSync(file, "utf8"));
  const stacks = Object.entries(artifacts as Readonly<Record<string, Artifact>>).flatMap(
    ([name, { type, properties }]) =>
      type === "aws:cloudformation:stack" && properties ? [newStack(dir, name, properties)] : [],
  );
  const assembly = assemblyOf(stacks);
  if (!assembly) throw new OperatorError(`${dir} does not hold the service's stacks.`);
  return assembly;
}

/** @returns undefined when the stacks are not those of the service */
export function assemblyOf(stacks: readonly NewStack[]): Assembly | undefined {
  const stateful = stacks.find(({ name }) => name.endsWith("Stateful"));
  const api = stacks.find(({ name }) => name.endsWith("Api"));
  return stateful && api && { stacks, stateful, api };
}

function newStack(
  dir: string,
  name: string,
  properties: NonNullable<Artifact["properties"]>,
): NewStack {
  const {
    templateFile = "",
    requiresBootstrapStackVersion: version = 6,
    bootstrapStackVersionSsmParameter: parameter = "/cdk-bootstrap/hnb659fds/version",
  } = properties;
  const template = JSON.parse(readFileSync(join(dir, templateFile), "utf8"));
  return { name, template: { Resources: {}, ...template }, bootstrap: { parameter, version } };
}
