import { chromium } from "playwright-core";
import { unpackChromium } from "./unpack-chromium.ts";

/** Runs the browser of a run of tests until its parent ends it, or is gone. */
const { executablePath, env } = await unpackChromium();
const server = await chromium.launchServer({
  executablePath,
  env: { ...env },
  // Only pages of the tests are shown; a sandbox needs rights that CI does not give.
  args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"],
});
process.once("disconnect", () => server.close().finally(() => process.exit()));
process.send?.(server.wsEndpoint());
