import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { repositoryRoot } from "../../../infra/repository-root.ts";

/** The source of axe-core: evaluated by the debugger, so that a page's own policy stays in force. */
const AXE = readFileSync(join(repositoryRoot, "node_modules/axe-core/axe.min.js"), "utf8");

interface Results {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string | null;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

/**
 * What keeps people from using a page, by axe-core: rule and element.
 * @param within a selector, for a part of the page; a large page takes seconds
 */
export async function seriousIssues(page: Page, within = "html"): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(AXE);
  const { violations } = (await page.evaluate(
    `axe.run(${JSON.stringify(within)}, { resultTypes: ["violations"] })`,
  )) as Results;
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
