import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { repositoryRoot } from "../../infra/repository-root.ts";

/** Links of the documents lead to files and headings that are there. */
const pages = globSync(["*.md", "docs/**/*.md", "packages/*/*.md", "bench/**/*.md"], {
  cwd: repositoryRoot,
  exclude: (name) => name.includes("node_modules"),
});

const read = (page: string) => readFileSync(join(repositoryRoot, page), "utf8");

/** What GitHub makes of a heading: https://github.com/gjtorikian/html-pipeline */
function anchorsOf(page: string): readonly string[] {
  const headings = read(page)
    .replace(/^```.*?^```/gms, "")
    .matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

test.each(pages)("%s", (page) => {
  const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)];
  const broken = links.filter(([, path = "", anchor]) => {
    const target = path === "" ? page : join(dirname(page), path);
    if (!existsSync(join(repositoryRoot, target))) return true;
    return anchor !== undefined && !anchorsOf(target).includes(anchor);
  });
  expect(broken.map(([link]) => link)).toEqual([]);
});

test("pages are found", () => {
  expect(pages).toContain("docs/deploy.md");
  expect(pages).toContain("packages/laptop/README.md");
});
