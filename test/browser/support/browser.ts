import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { inject } from "vitest";
import { repositoryRoot } from "../../../infra/repository-root.ts";
import { untilReady } from "../../support/set-up/beside-tests.ts";

/** False where tests in a browser are skipped. */
export const hasBrowser = inject("browser") !== "";

/** Git-ignored; CI keeps it. */
const SCREENSHOTS = join(repositoryRoot, "dist/screenshots");

/** Screens that a page is looked at on. */
export const SCREENS = {
  phone: { viewport: { width: 375, height: 812 }, deviceScaleFactor: 2, isMobile: true },
  desk: { viewport: { width: 1_280, height: 900 } },
} satisfies Record<string, BrowserContextOptions>;

/** A page, and what went wrong or out while it was shown. */
export interface WatchedPage {
  readonly page: Page;
  /** Errors and warnings of the console, and exceptions. */
  readonly complaints: readonly string[];
  /** Hosts that anything was loaded from. */
  readonly hosts: ReadonlySet<string>;
  close(): Promise<void>;
}

/** A connection to the browser of the run. */
export async function connect(): Promise<Browser> {
  return chromium.connect(await untilReady(inject("browser")));
}

/** A window of its own, without cookies or cache of others. */
export async function watchedPage(
  browser: Browser,
  options: BrowserContextOptions,
): Promise<WatchedPage> {
  const context = await browser.newContext(options);
  // A slow machine is no failure: the test's own limit ends what hangs.
  context.setDefaultTimeout(110_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  const hosts = new Set<string>();
  page.on("console", (message) => {
    if (/^(?:error|warning)$/.test(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol !== "data:") hosts.add(host);
  });
  return { page, complaints, hosts, close: () => context.close() };
}

/** Ends the transitions of a page: its colours would change little by little. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(`new Promise((resolve) => requestAnimationFrame(resolve)).then(() => {
    for (const one of document.getAnimations()) one.finish();
  })`);
}

/** Keeps a picture of the whole page, or of what is on the screen, for people to look at. */
export async function keepScreenshot(page: Page, name: string, fullPage = true): Promise<void> {
  await mkdir(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage });
}

/** Keeps the page as it is printed. @returns the PDF */
export async function keepPrint(page: Page, name: string): Promise<Buffer> {
  await mkdir(SCREENSHOTS, { recursive: true });
  const path = join(SCREENSHOTS, `${name}.pdf`);
  return page.pdf({ path, format: "A4", preferCSSPageSize: false, printBackground: true });
}
