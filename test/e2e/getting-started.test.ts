import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "parse5";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { TOKEN_BLANK } from "../../infra/bundling/reference/snippets.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

/** What `/docs` shows to begin with, run as it is there. */
let platform: TestPlatform;
let page: string;
beforeAll(async () => {
  platform = await sharedPlatform();
  page = await (await fetch(`${platform.url}/docs`)).text();
});
afterAll(() => platform.stop());

const PROGRAMS = { curl: "curl", typescript: "node", python: "python3" } as const;

/** Prints the reason for what is skipped. */
function isThere(program: string): boolean {
  const found = spawnSync(program, ["--version"]).status === 0;
  if (!found) process.stdout.write(`A snippet of /docs is skipped: there is no ${program}.\n`);
  return found;
}

for (const [language, program] of Object.entries(PROGRAMS)) {
  test.skipIf(!isThere(program))(`${language} prints the address of a published page`, async () => {
    const token = await platform.token({ account: `snippet-${language}` });
    const text = shown(`start-${language}`).replace(TOKEN_BLANK, token);
    const folder = await mkdtemp(join(tmpdir(), "snippet-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const address = (await run(language, text, folder)).trim();
    expect(address.startsWith(`${platform.url}/p/`), address).toBe(true);
    const answer = await fetch(address);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain("Jane Doe");
  });
}

async function run(language: string, text: string, cwd: string): Promise<string> {
  const execute = promisify(execFile);
  // npm keeps and tells nothing, and asks nobody but this service.
  const quiet = { npm_config_audit: "false", npm_config_fund: "false", npm_config_cache: cwd };
  const env = { ...process.env, ...quiet, npm_config_update_notifier: "false" };
  if (language === "curl") return (await execute("sh", ["-ec", text], { cwd })).stdout;
  if (language === "python") return (await execute("python3", ["-c", text], { cwd })).stdout;
  await execute("sh", ["-ec", shown("install-client")], { cwd, env });
  await writeFile(join(cwd, "start.mjs"), text);
  return (await execute(process.execPath, ["start.mjs"], { cwd })).stdout;
}

interface MarkupNode {
  readonly value?: string;
  readonly attrs?: readonly { readonly name: string; readonly value: string }[];
  readonly childNodes?: readonly MarkupNode[];
}

/** The text of the element with an id, as a browser copies it. */
function shown(id: string): string {
  const find = (node: MarkupNode): MarkupNode | undefined =>
    node.attrs?.some(({ name, value }) => name === "id" && value === id)
      ? node
      : node.childNodes?.map(find).find((found) => found !== undefined);
  const textOf = ({ value = "", childNodes = [] }: MarkupNode): string =>
    value + childNodes.map(textOf).join("");
  const found = find(parse(page) as MarkupNode);
  if (!found) throw new Error(`The page has no ${id}.`);
  return textOf(found);
}
