import type { Browser } from "playwright-core";
import { expect } from "vitest";
import { keepScreenshot, SCREENS, watchedPage } from "./browser.ts";
import { seriousIssues } from "./serious-issues.ts";

/** An address that leads nowhere is a page as well. @param screenshot what its picture is called */
export async function expectUnknownPage(
  browser: Browser,
  address: string,
  screenshot: string,
): Promise<void> {
  const watched = await watchedPage(browser, SCREENS.phone);
  const answer = await watched.page.goto(address);
  expect(answer?.status()).toBe(404);
  await keepScreenshot(watched.page, screenshot);
  expect(await seriousIssues(watched.page)).toEqual([]);
  // The browser itself tells of the status.
  expect(watched.complaints).toEqual([expect.stringContaining("404")]);
  await watched.close();
}
