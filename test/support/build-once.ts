import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { buildOrReuse } from "../../infra/bundling/kept-build.ts";
import { localSettings } from "../../infra/laptop/local-settings.ts";
import { repositoryRoot } from "../../infra/repository-root.ts";
import { synthesise } from "../../infra/synthesise.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Folder of the cloud assembly that the tests share; read it, never write. */
    assembly: string;
  }
}

/**
 * Builds every function and synthesises the service once for all projects of a run that ask for it,
 * with the settings of the laptop. Each run has a folder of its own, so that several can share a
 * checkout.
 */
export async function setup({ vitest }: TestProject): Promise<(() => Promise<void>) | undefined> {
  // Projects are set up one after another, and torn down when all have ended.
  if (vitest.getProvidedContext().assembly) return undefined;
  const parent = join(repositoryRoot, "dist", "test");
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, "run-"));
  // As deep as what `npm start` builds, so that the tests that start it have no build of their own.
  const bundlesDir = join(folder, "build");
  await buildOrReuse({ outdir: bundlesDir });
  const assembly = join(bundlesDir, "assembly");
  await synthesise({
    context: localSettings,
    outdir: assembly,
    imageLayer: "host",
    bundlesDir,
  });
  vitest.provide("assembly", assembly);
  // What a worker left behind ends with it, and may still write for a moment.
  return () => rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
