import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { mkdtemp, realpath } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { buildFunctions } from "../../../infra/bundling/build.ts";
import { functionEntries } from "../../../infra/bundling/function-entries.ts";
import { buildOrReuse } from "../../../infra/bundling/kept-build.ts";
import { repositoryRoot } from "../../../infra/repository-root.ts";

type Files = Readonly<Record<string, string>>;

/** Bundled by esbuild itself, with our steps. */
const ENTRIES = { "read-item": "functions/read-item.ts", "read-list": "functions/read-list.ts" };
const RULE = "export const rule = (given: string) => given.length > 1;\n";
const SOURCES: Files = {
  "package.json": '{ "type": "module", "sideEffects": false }',
  "tsconfig.json": "{}",
  "package-lock.json": "{}",
  "node_modules/.package-lock.json": "{}",
  "node_modules/thing/package.json": '{ "name": "thing", "main": "main.js" }',
  "node_modules/thing/main.js": 'module.exports = [require("./inner"), require("./folder")];\n',
  "node_modules/thing/inner.js": 'module.exports = "inner";\n',
  "node_modules/thing/folder/package.json": '{ "main": "../inner.js" }',
  "node_modules/thing/other.js": 'module.exports = "other";\n',
  "functions/read-item.ts": `import thing from "thing";
import { rule } from "../shared/rule.ts";
export const handler = async () => [rule("item"), thing, (await import("../shared/later.ts")).later];\n`,
  "functions/read-list.ts": `import facts from "../shared/facts.json" with { type: "json" };
export const handler = () => facts;\n`,
  "shared/rule.ts": RULE,
  "shared/facts.json": '{ "limit": 1 }',
  "shared/later.ts": 'export const later = "later";\n',
};

let root: string;
let places: number;

beforeEach(async () => {
  // Where the packages are a link, the bundler tells of the place that it leads to.
  root = await realpath(await mkdtemp(join(tmpdir(), "kept-bundles-")));
  places = 0;
  write(SOURCES);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Writes files, and waits until the file system tells a later time. */
function write(files: Files): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const tick = () => {
    writeFileSync(join(root, "probe"), "");
    return statSync(join(root, "probe"), { bigint: true }).ctimeNs;
  };
  const first = tick();
  while (tick() === first);
}

/** Whatever is copied or built: it is what a build gives. @returns what was built */
async function built(entries: Files = ENTRIES, below = "dist"): Promise<readonly string[]> {
  places += 1;
  const outdir = join(root, below, `${places}`);
  const fresh = join(root, below, `${places}-fresh`);
  const { anew, manifest, ingredients } = await buildOrReuse({ outdir, entries }, { root });
  const expected = await buildFunctions({ outdir: fresh, entries, root });
  expect({ manifest, ingredients }).toEqual(expected);
  expect(contentsOf(outdir)).toEqual(contentsOf(fresh));
  return anew;
}

function contentsOf(folder: string): Files {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(
    paths.map((path) => [path.slice(folder.length), readFileSync(path, "utf8")]),
  );
}

test("what is kept is what is built, with its source maps, wherever it is put", async () => {
  expect(await built()).toEqual(["read-item", "read-list"]);
  expect([await built(), await built(ENTRIES, "dist/deeper/still")]).toEqual([[], []]);
});

test.each<readonly [string, Files, readonly string[]]>([
  ["a file that both import nothing of", { "shared/new.ts": "" }, []],
  ["a file of one", { "shared/rule.ts": RULE.replace("1", "2") }, ["read-item"]],
  ["data", { "shared/facts.json": "{}" }, ["read-list"]],
  ["what is imported later", { "shared/later.ts": "export const later = 2;" }, ["read-item"]],
  ["a package's file", { "node_modules/thing/inner.js": "" }, ["read-item"]],
  [
    "which file a package starts with",
    { "node_modules/thing/package.json": '{ "main": "other.js" }' },
    ["read-item"],
  ],
  [
    "a file of a package that is found first",
    { "node_modules/thing/inner.ts": "export default 'first'" },
    ["read-item"],
  ],
  [
    "a file that is found before a package",
    { "node_modules/thing.js": "export default 'first'" },
    ["read-item", "read-list"],
  ],
  [
    "where a folder of a package leads to",
    { "node_modules/thing/folder/package.json": '{ "main": "../other.js" }' },
    ["read-item"],
  ],
  [
    "a package that is found first",
    { "functions/node_modules/thing/index.js": "export default 'nearer'" },
    ["read-item", "read-list"],
  ],
  [
    "where the compiler's settings look for a name",
    {
      "tsconfig.json": '{ "compilerOptions": { "paths": { "thing": ["./shared/thing.ts"] } } }',
      "shared/thing.ts": "export default 'ours'",
    },
    ["read-item", "read-list"],
  ],
  [
    "the same, nearer to the sources",
    { "shared/tsconfig.json": "{}", "shared/facts.json": "[]" },
    ["read-item", "read-list"],
  ],
])("%s", async (_, files, expected) => {
  await built();
  write(files);
  expect(await built()).toEqual(expected);
});

test.each<readonly [string, Files, Files]>([
  [
    "a name without its ending",
    { "functions/read-item.ts": 'import { rule } from "../shared/rule"; export { rule };' },
    { "shared/rule.tsx": "export const rule = 2;" },
  ],
  [
    "the name of a folder",
    {
      "functions/read-item.ts": 'import { rule } from "../shared/rules"; export { rule };',
      "shared/rules/index.ts": RULE,
    },
    { "shared/rules.ts": "export const rule = 2;" },
  ],
  [
    "a name of the settings' own",
    {
      "functions/read-item.ts": 'import { rule } from "@/rule.ts"; export { rule };',
      "tsconfig.json": '{ "compilerOptions": { "paths": { "@/*": ["./first/*", "./shared/*"] } } }',
    },
    { "first/rule.ts": "export const rule = 2;" },
  ],
])("%s may mean another file one day: the function is always built", async (_, before, later) => {
  write(before);
  expect(await built()).toContain("read-item");
  expect(await built()).toEqual(["read-item"]);
  write(later);
  expect(await built()).toEqual(["read-item"]);
});

test("a package that is a link to sources is looked into each time", async () => {
  write({
    "packages/own/package.json": '{ "name": "own", "main": "own.js" }',
    "packages/own/own.js": "export const own = 1;",
    "functions/read-item.ts": 'export { own } from "own";',
  });
  symlinkSync(join(root, "packages/own"), join(root, "node_modules/own"));
  expect([await built(), await built()]).toEqual([["read-item", "read-list"], ["read-item"]]);
});

test("a checkout whose packages are those of another takes the builds of that", async () => {
  await built();
  const other = root;
  root = await realpath(await mkdtemp(join(tmpdir(), "kept-bundles-")));
  try {
    for (const name of readdirSync(other)) {
      if (name !== "node_modules") cpSync(join(other, name), join(root, name), { recursive: true });
    }
    symlinkSync(join(other, "node_modules"), join(root, "node_modules"));
    const outdir = join(root, "dist", "copied");
    const { anew } = await buildOrReuse({ outdir, entries: ENTRIES }, { root });
    expect(anew).toEqual([]);
  } finally {
    rmSync(other, { recursive: true, force: true });
  }
});

test("a part needs a name of its own, also beside functions that are not built again", async () => {
  await built();
  const later = 'export const handler = () => import("./later.ts");';
  write({ "functions/more/read-more.ts": later, "functions/more/later.ts": "" });
  const entries = { ...ENTRIES, "read-more": "functions/more/read-more.ts" };
  await expect(built(entries)).rejects.toThrow(
    "shared/later.ts and functions/more/later.ts need other names.",
  );
});

test("every function of ours is kept, those of sections with what they are bound to", () => {
  const builds = join(repositoryRoot, "dist", "builds");
  const kept = new Map(readdirSync(builds).map((name) => [name.split(".")[0], name]));
  expect(Object.keys(functionEntries()).filter((id) => !kept.has(id))).toEqual([]);
  const facts = readFileSync(join(builds, kept.get("add-education") ?? "", "facts.json"), "utf8");
  expect(JSON.parse(facts).ingredients.sources).toEqual(
    expect.arrayContaining(["functions/sections/add-entry.ts", "shared/model/profile/limits.ts"]),
  );
});
