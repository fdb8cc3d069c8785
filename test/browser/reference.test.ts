import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import document from "../../docs/openapi.json" with { type: "json" };
import { jpeg } from "../support/images.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";
import {
  connect,
  hasBrowser,
  keepPrint,
  keepScreenshot,
  SCREENS,
  settled,
  watchedPage,
} from "./support/browser.ts";
import { seriousIssues } from "./support/serious-issues.ts";
import { authorize, execute, openOperation } from "./support/try-it.ts";
import { expectUnknownPage } from "./support/unknown-page.ts";

const RESOURCES = document.tags.map(({ name }) => `/docs/${name}`);
const PAGES = ["/", "/docs", ...RESOURCES, "/docs/try"];
/** Those whose pictures are kept. */
const SHOWN = { home: "/", docs: "/docs", contacts: "/docs/contacts", try: "/docs/try" };

/** An operation of try-it with its form. */
const OPEN = ".opblock.is-open";

describe.skipIf(!hasBrowser)("the reference", () => {
  let platform: TestPlatform;
  let browser: Browser;
  beforeAll(async () => {
    [platform, browser] = await Promise.all([sharedPlatform(), connect()]);
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
  });

  /** Until all of a page is there that its scripts make. */
  async function goTo(page: Page, path: string) {
    const answer = await page.goto(`${platform.url}${path}`);
    if (path.startsWith("/docs/try")) await page.locator(".opblock").first().waitFor();
    return answer;
  }

  /** Looks through a page in each colour scheme, and keeps its pictures. */
  async function lookThrough(
    page: Page,
    screen: keyof typeof SCREENS,
    schemes: readonly ("light" | "dark")[],
  ): Promise<void> {
    const { pathname } = new URL(page.url());
    const [name] = Object.entries(SHOWN).find(([, path]) => path === pathname) ?? [];
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      await settled(page);
      const picture = `reference-${name}-${screen}-${colorScheme}`;
      if (name) await keepScreenshot(page, picture, pathname === "/");
      expect(await seriousIssues(page)).toEqual([]);
    }
  }

  test.each(Object.values(SHOWN))("%s on a desk, in light and in dark", async (path) => {
    const watched = await watchedPage(browser, { ...SCREENS.desk, colorScheme: "light" });
    await goTo(watched.page, path);
    await lookThrough(watched.page, "desk", ["light", "dark"]);
    expect(watched.complaints).toEqual([]);
    await watched.close();
  });

  test.each(
    PAGES,
  )("%s fits a phone, loads nothing from elsewhere, and anybody can use it", async (path) => {
    const watched = await watchedPage(browser, { ...SCREENS.phone, colorScheme: "light" });
    const answer = await goTo(watched.page, path);
    expect(answer?.status()).toBe(200);
    expect(await watched.page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBe(
      0,
    );
    const isShown = Object.values(SHOWN).includes(path);
    await lookThrough(watched.page, "phone", isShown ? ["light", "dark"] : ["light"]);
    expect(watched.complaints).toEqual([]);
    expect([...watched.hosts]).toEqual([new URL(platform.url).host]);
    expect(await watched.page.context().cookies()).toEqual([]);
    await watched.close();
  });

  test("every link within it leads somewhere", async () => {
    const { page, close } = await watchedPage(browser, SCREENS.desk);
    const targets = new Map<string, Set<string>>();
    const idsOf = new Map<string, readonly string[]>();
    for (const path of PAGES.filter((one) => one !== "/docs/try")) {
      await goTo(page, path);
      idsOf.set(path, await page.locator("[id]").evaluateAll((all) => all.map(({ id }) => id)));
      for (const href of await page.locator("a").evaluateAll((all) => all.map(String))) {
        const { origin, pathname, hash } = new URL(href);
        if (origin !== platform.url) continue;
        targets.set(pathname, (targets.get(pathname) ?? new Set()).add(hash.slice(1)));
      }
    }
    for (const [pathname, anchors] of targets) {
      const answer = await fetch(`${platform.url}${pathname}`);
      expect(answer.status, pathname).toBe(200);
      if (pathname === "/docs/try" || pathname === "/docs/openapi.json") continue;
      const ids = idsOf.get(pathname);
      expect(
        [...anchors].filter((id) => id !== "" && !ids?.includes(id)),
        pathname,
      ).toEqual([]);
    }
    expect(targets.size).toBe(PAGES.length + 1);
    await close();
  });

  test("the keyboard skips to the content, reaches every link in order, and is seen", async () => {
    const { page, close } = await watchedPage(browser, SCREENS.desk);
    await goTo(page, "/docs/photos");
    const focused = () => page.evaluate("String(document.activeElement)");
    const links = await page.locator("a").evaluateAll((all) => all.map(String));
    const reached: string[] = [];
    for (const _ of links) {
      await page.keyboard.press("Tab");
      reached.push((await focused()) as string);
      expect(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")).toBe(
        "solid",
      );
    }
    expect(reached).toEqual(links);
    await goTo(page, "/docs/photos");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.id")).toBe("main");
    await close();
  });

  test("an unknown page is one as well", async () => {
    await expectUnknownPage(
      browser,
      `${platform.url}/docs/no-such-page`,
      "reference-unknown-phone",
    );
  });

  test("printed, it is a handbook without navigation", async () => {
    const { page, close } = await watchedPage(browser, { ...SCREENS.desk, colorScheme: "dark" });
    await goTo(page, "/docs");
    await keepPrint(page, "reference-docs-paper");
    await page.emulateMedia({ media: "print" });
    expect(
      await page
        .locator("nav")
        .evaluateAll((all) => all.filter((one) => one.getClientRects().length > 0).length),
    ).toBe(0);
    await close();
  });

  describe("try-it", () => {
    test("creates a profile with a photo", async () => {
      const watched = await watchedPage(browser, SCREENS.desk);
      const { page } = watched;
      await goTo(page, "/docs/try#/profiles/createProfile");
      await authorize(page, await platform.token({ account: "try-it" }));
      const operation = await openOperation(page, "createProfile");
      await operation.locator("input[type=file]").setInputFiles({
        ...{ name: "jane.jpg", mimeType: "image/jpeg", buffer: await jpeg() },
      });
      expect(await execute(operation)).toBe(201);
      expect(await seriousIssues(page, OPEN)).toEqual([]);
      await keepScreenshot(page, "reference-created-desk", false);
      const api = await platform.as("try-it");
      const { json } = await api.get("/api/v1/profiles/me");
      expect(json.name).toBe("Jane Doe");
      expect(json.photo).toMatchObject({ width: expect.any(Number) });
      expect(watched.complaints).toEqual([]);
      expect([...watched.hosts]).toEqual([new URL(platform.url).host]);
      // What was authorised is forgotten.
      expect(await page.evaluate("[localStorage.length, sessionStorage.length]")).toEqual([0, 0]);
      await watched.close();
    });

    test("on a phone the dialogue, a form and its answer fit, and anybody can use them", async () => {
      const watched = await watchedPage(browser, { ...SCREENS.phone, colorScheme: "dark" });
      const { page } = watched;
      await goTo(page, "/docs/try#/profiles/createProfile");
      const beside = () => page.evaluate("document.documentElement.scrollWidth - innerWidth");
      await page.locator(".auth-wrapper .authorize").first().click();
      expect(await beside()).toBe(0);
      expect(await seriousIssues(page, ".modal-ux")).toEqual([]);
      await keepScreenshot(page, "reference-authorize-phone-dark", false);
      await page.getByRole("button", { name: "Close" }).first().click();
      await authorize(page, await platform.token({ account: "try-phone" }));
      const operation = await openOperation(page, "createProfile");
      expect(await beside()).toBe(0);
      await keepScreenshot(page, "reference-form-phone-dark", false);
      // Without a photo: what is left empty is not sent.
      expect(await execute(operation)).toBe(201);
      expect(await beside()).toBe(0);
      // The form is still open above it.
      expect(await seriousIssues(page, OPEN)).toEqual([]);
      await operation.locator(".live-responses-table").scrollIntoViewIfNeeded();
      await keepScreenshot(page, "reference-answer-phone-dark", false);
      expect(watched.complaints).toEqual([]);
      await watched.close();
    });

    test("sees a 401, a 422 and a 429 as such", async () => {
      const { page, close } = await watchedPage(browser, SCREENS.desk);
      await goTo(page, "/docs/try#/profiles/createProfile");
      const create = await openOperation(page, "createProfile");
      expect(await execute(create)).toBe(401);
      const { key } = await platform.issueKey("try-it limits");
      await authorize(page, key);
      await create
        .locator("[data-property-name=showEmail] select, tr:has-text('vertical') input[type=text]")
        .first()
        .fill("No Slug!");
      expect(await execute(create)).toBe(422);
      expect(await create.locator(".live-responses-table").innerText()).toContain("vertical");
      const api = platform.withKey(key);
      const search = () => api.get("/api/v1/public/directory/search?query=jane");
      const searches = await Promise.all(Array.from({ length: 20 }, search));
      expect(searches.every(({ status }) => status === 200)).toBe(true);
      await goTo(page, "/docs/try#/directory/searchDirectory");
      const find = await openOperation(page, "searchDirectory");
      expect(await execute(find)).toBe(429);
      expect(await find.locator(".live-responses-table").innerText()).toContain("retry-after");
      await close();
    });

    test("is used with the keyboard alone", async () => {
      const { page, close } = await watchedPage(browser, SCREENS.desk);
      await goTo(page, "/docs/try");
      /** Goes on until the focus is on what fits. */
      const reached = async (condition: string) => {
        for (let step = 0; step < 250; step += 1) {
          await page.keyboard.press("Tab");
          if (await page.evaluate(`Boolean(document.activeElement.${condition})`)) return true;
        }
        return false;
      };
      const health = "closest('#operations-system-getHealth .opblock-summary-control')";
      expect(await reached(health)).toBe(true);
      expect(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")).toBe(
        "solid",
      );
      await page.keyboard.press("Enter");
      expect(await reached("closest('#operations-system-getHealth .execute')")).toBe(true);
      await page.keyboard.press("Enter");
      const answer = page.locator("[id='operations-system-getHealth'] .live-responses-table");
      await answer.waitFor();
      expect(await answer.innerText()).toContain("200");
      await close();
    });
  });
});
