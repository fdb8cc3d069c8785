import { chromium } from "playwright-core";
import { unpackChromium } from "./unpack-chromium.ts";

/** Runs the browser of a run of tests until the run ends, one way or another. */
const { executablePath, env } = await unpackChromium();
const server = await chromium.launchServer({
  executablePath,
  env: { ...env },
  // Only pages of the tests are shown; a sandbox needs rights that CI does not give.
  args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"],
  ...{ handleSIGTERM: false, handleSIGINT: false, handleSIGHUP: false },
});
const end = () => server.close().finally(() => process.exit());
process.once("disconnect", end).once("SIGTERM", end).once("SIGINT", end).once("SIGHUP", end);
process.send?.(server.wsEndpoint());
