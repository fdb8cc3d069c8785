import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";
import {
  connect,
  hasBrowser,
  keepPrint,
  keepScreenshot,
  SCREENS,
  watchedPage,
} from "./support/browser.ts";
import { AWKWARD, EMPTY, publish, RIGHT_TO_LEFT, TYPICAL } from "./support/people.ts";
import { seriousIssues } from "./support/serious-issues.ts";
import { expectUnknownPage } from "./support/unknown-page.ts";

const PEOPLE = { typical: TYPICAL, empty: EMPTY, "right-to-left": RIGHT_TO_LEFT, awkward: AWKWARD };

describe.skipIf(!hasBrowser)("a profile's page", () => {
  let platform: TestPlatform;
  let browser: Browser;
  const addresses = new Map<string, string>();
  beforeAll(async () => {
    [platform, browser] = await Promise.all([sharedPlatform(), connect()]);
    const api = await platform.as("browser");
    for (const [name, person] of Object.entries(PEOPLE)) {
      const { slug } = await publish(api, person);
      addresses.set(name, `${platform.url}/p/${slug}`);
    }
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
  });

  const rows = Object.keys(PEOPLE).flatMap((person) =>
    (["phone", "desk"] as const).map((screen) => [person, screen] as const),
  );

  test.each(rows)("%s on a %s, in light and in dark", async (person, screen) => {
    const watched = await watchedPage(browser, { ...SCREENS[screen], colorScheme: "light" });
    const { page, complaints, hosts } = watched;
    const answer = await page.goto(addresses.get(person) ?? "");
    expect(answer?.status()).toBe(200);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await keepScreenshot(page, `${person}-${screen}-${colorScheme}`);
      expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBe(0);
      if (screen === "phone") expect(await seriousIssues(page)).toEqual([]);
    }
    expect(complaints).toEqual([]);
    expect([...hosts]).toEqual([new URL(platform.url).host]);
    await watched.close();
  });

  test("the keyboard reaches every link, in order, and shows where it is", async () => {
    const { page, close } = await watchedPage(browser, SCREENS.desk);
    await page.goto(addresses.get("typical") ?? "");
    const links = await page.locator("a").evaluateAll((all) => all.map(String));
    expect(links.length).toBeGreaterThanOrEqual(7);
    const reached: string[] = [];
    for (const _ of links) {
      await page.keyboard.press("Tab");
      reached.push(await page.evaluate("String(document.activeElement)"));
      expect(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")).toBe(
        "solid",
      );
    }
    expect(reached).toEqual(links);
    await close();
  });

  test("an unknown one is a page as well", async () => {
    await expectUnknownPage(browser, `${platform.url}/p/nobody-has-this`, "unknown-phone");
  });

  test.each(Object.keys(PEOPLE))("%s on paper", async (person) => {
    const watched = await watchedPage(browser, { ...SCREENS.desk, colorScheme: "dark" });
    await watched.page.goto(addresses.get(person) ?? "");
    const pdf = await keepPrint(watched.page, `${person}-paper`);
    await watched.page.emulateMedia({ media: "print" });
    await watched.page.setViewportSize({ width: 672, height: 1017 });
    await keepScreenshot(watched.page, `${person}-paper`);
    expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    await watched.close();
  });
});
