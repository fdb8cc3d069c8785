import { type BrowserServer, chromium } from "playwright-core";
import { unpackChromium } from "./unpack-chromium.ts";

/** Runs the browser of a run of tests until the run ends, one way or another. */
let server: BrowserServer | undefined;
async function end(): Promise<void> {
  await server?.close();
  process.exit();
}
process.once("disconnect", end).once("SIGTERM", end).once("SIGINT", end).once("SIGHUP", end);

const { executablePath, env } = await unpackChromium();
server = await chromium.launchServer({
  executablePath,
  env: { ...env },
  // Only pages of the tests are shown; a sandbox needs rights that CI does not give.
  args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"],
  ...{ handleSIGTERM: false, handleSIGINT: false, handleSIGHUP: false },
});
process.send?.(server.wsEndpoint());
