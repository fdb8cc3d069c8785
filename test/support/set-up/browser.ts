import type { TestProject } from "vitest/node";
import { startBeside } from "./beside-tests.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A file that tells where the browser of the run listens, once it does; `""` where there is none. */
    browser: string;
  }
}

/** Tests in a browser run where `@sparticuz/chromium` does. */
const HAS_BROWSER = process.platform === "linux" && process.arch === "x64";

/** Starts the one browser that all files of a run share. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (!HAS_BROWSER) {
    const here = `${process.platform} ${process.arch}`;
    process.stdout.write(
      `Tests in a browser are skipped: its package is for linux x64, and this is ${here}.\n`,
    );
    project.provide("browser", "");
    return undefined;
  }
  const program = new URL("browser-program.ts", import.meta.url);
  const { ready, stop } = startBeside(program, [], project);
  project.provide("browser", ready);
  return stop;
}
