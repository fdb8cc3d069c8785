import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { repositoryRoot } from "../../../infra/repository-root.ts";
import { startBeside } from "./beside-tests.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Folder of the cloud assembly that the tests share; read it, never write. */
    assembly: string;
    /** The file that is there once the assembly is. */
    built: string;
  }
}

/**
 * Builds every function and synthesises the service once for all projects of a run that ask for it;
 * their files wait for it in `wait-for-build.ts`. Each run has a folder of its own, so that several
 * can share a checkout.
 */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const { vitest } = project;
  // Projects are set up one after another, and torn down when all have ended.
  if (vitest.getProvidedContext().assembly) return undefined;
  const parent = join(repositoryRoot, "dist", "test");
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, "run-"));
  // What a worker left behind ends with it, and may still write for a moment.
  const removal = { recursive: true, force: true, maxRetries: 20, retryDelay: 100 };
  process.once("exit", () => rmSync(folder, removal));
  // As deep as what `npm start` builds, so that the tests that start it have no build of their own.
  const outdir = join(folder, "build");
  const program = new URL("build-program.ts", import.meta.url);
  const { ready, stop } = startBeside(program, [outdir], project);
  vitest.provide("assembly", join(outdir, "assembly"));
  vitest.provide("built", ready);
  return stop;
}
