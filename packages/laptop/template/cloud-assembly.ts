import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Json } from "./json.ts";
import { objectOf } from "./json.ts";

/** A resource as the template writes it. */
export interface TemplateResource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties?: { [key: string]: Json };
  readonly Metadata?: { [key: string]: Json };
}

/** The parts of a CloudFormation template that the local platform reads. */
export interface Template {
  readonly Parameters?: { [name: string]: { readonly Default?: Json } };
  readonly Mappings?: { [name: string]: { [first: string]: { [second: string]: Json } } };
  readonly Conditions?: { [name: string]: Json };
  readonly Resources?: { [logicalId: string]: TemplateResource };
  readonly Outputs?: { [name: string]: TemplateOutput };
}

interface TemplateOutput {
  readonly Condition?: string;
  readonly Value: Json;
  readonly Export?: { readonly Name: Json };
}

/** One synthesised stack. */
export interface SynthesisedStack {
  readonly name: string;
  readonly template: Template;
  /** Absolute path of a resource's code, when it has any. */
  readonly assetPath: (resource: TemplateResource) => string | undefined;
}

interface Artifact {
  readonly type: string;
  readonly properties?: { templateFile?: string; stackName?: string; directoryName?: string };
}

/** Reads every stack of a cloud assembly, those of its nested stages included. */
export function readCloudAssembly(dir: string): readonly SynthesisedStack[] {
  const path = join(dir, "manifest.json");
  if (!existsSync(path)) {
    throw new Error(`${dir} is no cloud assembly: it has no manifest.json.`);
  }
  const artifacts: Record<string, Artifact> = readJson(path).artifacts ?? {};
  const stacks: SynthesisedStack[] = [];
  for (const [id, { type, properties = {} }] of Object.entries(artifacts)) {
    if (type === "aws:cloudformation:stack" && properties.templateFile !== undefined) {
      stacks.push(readStack(dir, properties.stackName ?? id, properties.templateFile));
    } else if (type === "cdk:cloud-assembly" && properties.directoryName !== undefined) {
      stacks.push(...readCloudAssembly(join(dir, properties.directoryName)));
    }
  }
  return stacks;
}

function readStack(dir: string, name: string, templateFile: string): SynthesisedStack {
  const assetsFile = join(dir, templateFile.replace(/\.template\.json$/, ".assets.json"));
  const sources = existsSync(assetsFile) ? assetSources(readJson(assetsFile)) : new Map();
  return {
    name,
    template: readJson(join(dir, templateFile)),
    assetPath: (resource) => {
      const path = resource.Metadata?.["aws:asset:path"] ?? sources.get(codeHash(resource));
      return typeof path === "string" ? resolve(dir, path) : undefined;
    },
  };
}

/** Path of each file asset by the hash it is stored under. */
function assetSources(manifest: {
  readonly files?: Record<string, { readonly source?: { readonly path?: string } }>;
}): Map<string, string> {
  const sources = new Map<string, string>();
  for (const [hash, { source }] of Object.entries(manifest.files ?? {})) {
    if (source?.path !== undefined) {
      sources.set(hash, source.path);
    }
  }
  return sources;
}

/** Synthesis writes the asset metadata only when the CDK CLI asks for it; the hash is always there. */
function codeHash({ Properties }: TemplateResource): string {
  const code = Properties?.Code ?? Properties?.Content;
  const key = objectOf(code).S3Key;
  return typeof key === "string" ? key.replace(/\.zip$/, "") : "";
}

function readJson(path: string) {
  return JSON.parse(readFileSync(path, "utf8"));
}
