import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, matchesGlob } from "node:path";
import { afterEach, beforeEach, expect, inject, test, vi } from "vitest";
import { ASSEMBLY_SOURCES, KeptAssembly } from "../../../infra/laptop/kept-assembly.ts";
import { prepareInChild } from "../../../infra/laptop/prepare-in-child.ts";
import { stackDigest } from "../../../infra/laptop/stack-digest.ts";
import { stackSources } from "../../../infra/laptop/stack-sources.ts";
import { repositoryRoot } from "../../../infra/repository-root.ts";

/** What a start reads of the repository, and of what it has built. */
const SOURCES = {
  "infra/stacks/stack.ts": "first",
  "shared/rule.ts": "first",
  "functions/read-item.ts": "first",
  "packages/laptop/token.ts": "first",
  "package.json": "{}",
  "package-lock.json": "{}",
  "node_modules/.package-lock.json": "{}",
};
const BUILT = { "manifest.json": "{}", "functions/read-item/index.js": "first" };
const LATER = Number.POSITIVE_INFINITY;

let root: string;
let places: number;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "kept-assembly-"));
  places = 0;
  for (const [file, text] of Object.entries(SOURCES)) write(join(root, file), text);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** A new folder with the functions of a start. */
function built(files: Readonly<Record<string, string>> = BUILT): string {
  places += 1;
  const folder = join(root, "dist", "laptop", `${places}`);
  for (const [file, text] of Object.entries(files)) write(join(folder, file), text);
  return folder;
}

/** Synthesises in the folder of a start, and keeps it. @param meanwhile happens while it does */
async function synthesised({ loadedAt = LATER, meanwhile = () => {} } = {}): Promise<void> {
  const folder = built();
  const kept = new KeptAssembly(root, loadedAt);
  write(join(folder, "assembly", "Stack.json"), JSON.stringify([`${folder}/functions/read-item`]));
  meanwhile();
  await kept.keep(folder, ["infra/stacks/stack.ts"]);
}

const reuse = (folder = built()) => new KeptAssembly(root, LATER).reuse(folder);

test("an assembly of the same files is there again, and names the new functions", async () => {
  expect(await new KeptAssembly(root, LATER).isLikely()).toBe(false);
  await synthesised();
  expect(await new KeptAssembly(root, LATER).isLikely()).toBe(true);
  const folder = built();
  expect(await reuse(folder)).toEqual(["infra/stacks/stack.ts"]);
  const text = readFileSync(join(folder, "assembly", "Stack.json"), "utf8");
  expect(JSON.parse(text)).toEqual([`${folder}/functions/read-item`]);
});

test.each<readonly [string, () => void]>([
  ...Object.keys(SOURCES).map((file) => [file, () => write(join(root, file), "second")] as const),
  ["a new file", () => write(join(root, "infra/stacks/new.ts"), "")],
  ["a file that is gone", () => rmSync(join(root, "shared/rule.ts"))],
  ["what the CDK is told", () => vi.stubEnv("CDK_CONTEXT_JSON", "{}")],
])("it is synthesised anew after a change: %s", async (_, change) => {
  await synthesised();
  change();
  expect(await new KeptAssembly(root, LATER).isLikely()).toBe(false);
  expect(await reuse()).toBeUndefined();
});

test.each(Object.keys(BUILT))("it is synthesised anew for other functions: %s", async (file) => {
  await synthesised();
  expect(await reuse(built({ ...BUILT, [file]: "[]" }))).toBeUndefined();
  expect(await reuse()).toBeDefined();
});

test("nothing is kept of sources that changed meanwhile, or since the process began", async () => {
  await synthesised({ meanwhile: () => write(join(root, "shared/rule.ts"), "second") });
  await synthesised({ loadedAt: 0 });
  expect(readdirSync(join(root, "dist"))).toEqual(["laptop"]);
});

test("a damaged one is made again", async () => {
  await synthesised();
  const [name = ""] = readdirSync(join(root, "dist", "builds"));
  write(join(root, "dist", "builds", name, "assembly.json"), "{}");
  expect(await reuse()).toBeUndefined();
  await synthesised();
  expect(await reuse()).toBeDefined();
});

test("three are kept", async () => {
  for (const text of ["1", "2", "3", "4"]) {
    write(join(root, "shared/rule.ts"), text);
    await synthesised();
  }
  expect(readdirSync(join(root, "dist", "builds"))).toHaveLength(3);
});

test("synthesis imports no other files of the repository", async () => {
  const others = (await stackSources()).filter(
    (file) => !ASSEMBLY_SOURCES.some((pattern) => matchesGlob(file, pattern)),
  );
  expect(others).toEqual([]);
});

test("a start that reuses one has the stacks of a synthesis, with functions of its own", async () => {
  // Which also keeps it from printing.
  const { signal } = new AbortController();
  const prepare = (name: string) =>
    prepareInChild(join(root, name), { debugged: undefined, signal });
  // Where no former run has left one, the first keeps what the second reuses.
  await prepare("first");
  expect(await new KeptAssembly(repositoryRoot).isLikely()).toBe(true);
  const { folder, assembly, stackSources: told } = await prepare("second");
  expect(await stackDigest(assembly)).toBe(await stackDigest(inject("assembly")));
  expect(told).toEqual(await stackSources());
  const template = readFileSync(join(assembly, "ProfilesSystem.template.json"), "utf8");
  const paths = [...template.matchAll(/"aws:asset:path": "([^"]*)"/g)].map(([, path]) => path);
  expect(paths).toContain(join(folder, "functions", "get-health"));
  expect(readdirSync(join(folder, "functions"))).toContain("get-health");
});
