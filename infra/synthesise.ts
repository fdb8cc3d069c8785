import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { App, Validations } from "aws-cdk-lib";
import type { CloudAssembly } from "aws-cdk-lib/cx-api";
import { AwsSolutionsChecks } from "cdk-nag";
import type { BundleManifest } from "./bundling/build.ts";
import { type ImagePlatform, imageLayerFor } from "./bundling/image-layer.ts";
import { OperatorError } from "./operator-error.ts";
import { repositoryRoot } from "./repository-root.ts";
import { assertKnownSettings } from "./settings/known-settings.ts";
import { readSettings } from "./settings/read-settings.ts";
import { addStacks } from "./stacks/add-stacks.ts";

/** Settings, and where the bundles and the assembly lie. */
export interface SynthesiseOptions {
  /** Settings as CDK context; those of the CDK command line come on top. */
  readonly context?: Readonly<Record<string, unknown>>;
  /** Settings that the context does not give, as `PROFILES_…` variables. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Folder of the cloud assembly; chosen by the CDK when left out. */
  readonly outdir?: string;
  /** `lambda` for what is to be deployed; the context `imageLayer=host` overrules it. */
  readonly imageLayer: ImagePlatform;
  /** Folder given to `buildFunctions` before; `dist` when left out. */
  readonly bundlesDir?: string;
}

/** Behaviour of the CDK that does not depend on a deployment. */
export const CDK_CONTEXT = {
  // The local platform finds the bundles by it.
  "aws:cdk:enable-asset-metadata": true,
  "@aws-cdk/aws-iam:minimizePolicies": true,
  // A stack another one still needs cannot be taken away from under it.
  "@aws-cdk/core:defaultCrossStackReferences": "strong",
  "@aws-cdk/core:target-partitions": ["aws", "aws-cn"],
};

/**
 * Writes the cloud assembly of the whole service, checked against the AwsSolutions rules.
 * @throws OperatorError for a wrong setting, missing bundles or a layer that cannot be fetched.
 */
export async function synthesise(options: SynthesiseOptions): Promise<CloudAssembly> {
  const app = new App({
    context: { ...CDK_CONTEXT, ...options.context },
    analyticsReporting: false,
    treeMetadata: false,
    // Takes two seconds: for what is to be deployed, not for each start on the laptop.
    builtinCloudFormationValidation: options.imageLayer === "lambda",
    ...(options.outdir && { outdir: options.outdir }),
  });
  assertKnownSettings(Object.keys(app.node.getAllContext()), options.environment);
  const settings = readSettings((name) => app.node.tryGetContext(name), options.environment);
  const bundlesDir = options.bundlesDir ?? join(repositoryRoot, "dist");
  const manifest = await readManifest(bundlesDir);
  const platform = app.node.tryGetContext("imageLayer") === "host" ? "host" : options.imageLayer;
  const imageLayerDir = await imageLayerFor(manifest, platform);
  addStacks(app, settings, {
    functionsDir: join(bundlesDir, "functions"),
    manifest,
    imageLayerDir,
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app.synth();
}

async function readManifest(bundlesDir: string): Promise<BundleManifest> {
  const file = join(bundlesDir, "manifest.json");
  const text = await readFile(file, "utf8").catch(() => {
    throw new OperatorError("The functions are not built yet: run npm run build.");
  });
  return JSON.parse(text);
}
