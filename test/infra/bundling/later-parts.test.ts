import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { bundleOptions } from "../../../infra/bundling/build.ts";
import { functionEntries } from "../../../infra/bundling/function-entries.ts";
import { buildWithParts } from "../../../infra/bundling/later-parts.ts";
import { repositoryRoot } from "../../../infra/repository-root.ts";

let folder: string;
let built = 0;

beforeAll(async () => {
  const parent = join(repositoryRoot, "dist");
  await mkdir(parent, { recursive: true });
  folder = await mkdtemp(join(parent, "parts-"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Writes the modules, builds the first as a function, and lists what was written. */
async function buildModules(modules: Readonly<Record<string, string>>): Promise<string[]> {
  built += 1;
  const sources = join(folder, `${built}`);
  for (const [name, text] of Object.entries(modules)) {
    await mkdir(join(sources, name, ".."), { recursive: true });
    await writeFile(join(sources, name), text);
  }
  const entry = join(sources, Object.keys(modules)[0] ?? "");
  await buildWithParts(bundleOptions, { id: entry }, join(sources, "out"));
  return (await readdir(join(sources, "out", "id"))).sort();
}

const importing = (...paths: string[]) =>
  `export const load = () => [${paths.map((path) => `import("${path}")`)}];`;

test("the functions as they are deployed have these parts, and none of them twice", async () => {
  const shared = dirname(inject("assembly"));
  const parts: Record<string, string[]> = {};
  for (const id of Object.keys(functionEntries())) {
    const bundle = await readdir(join(shared, "functions", id));
    const files = bundle.filter((file) => file.endsWith(".js") && file !== "index.js").sort();
    if (files.length > 0) parts[id] = files;
    const map = await readFile(join(shared, "maps", id, "index.js.map"), "utf8");
    const inside = JSON.parse(map).sources.map((file: string) => basename(file, ".ts"));
    expect(inside).toContain("settings");
    expect(files.filter((file) => inside.includes(basename(file, ".js")))).toEqual([]);
  }
  const imports = [
    ...["inspect-image.js", "normalise-photo.js", "photo-store.js"],
    ...["read-json.js", "read-linkedin-archive.js", "read-vcard.js", "transliterate.js"],
    "written-number.js",
  ];
  expect(parts).toEqual({
    "import-profile": imports,
    "import-into-profile": imports,
    "authorize-request": ["kept-keys.js", "verify-api-key.js"],
    "create-profile": [
      ...["form.js", "normalise-photo.js", "photo-store.js"],
      ...["transliterate.js", "written-number.js"],
    ],
    "finish-removal": ["make-export.js", "user-pool.js"],
    "get-photo-upload": ["photo-store.js"],
    "export-profile": ["photo-store.js"],
    "get-public-profile": ["photo-store.js", "public-document.js"],
    "index-profile": ["transliterate.js"],
    "post-directory-search": ["transliterate.js"],
    "search-directory": ["transliterate.js"],
    "get-profile-qr": ["qr-png.js"],
    "get-vcard": ["photo-store.js"],
    "update-profile": [...["form.js", "normalise-photo.js", "photo-store.js", "written-number.js"]],
  });
});

test("parts have parts, and those that import each other are built once", async () => {
  const files = await buildModules({
    "entry.ts": importing("./a.ts", "./b.ts"),
    "a.ts": importing("./b.ts"),
    "b.ts": importing("./a.ts", "./c.ts", "./b.ts"),
    "c.ts": "export {};",
  });
  expect(files).toEqual(["a.js", "b.js", "c.js", "index.js"]);
});

test("two parts of one name are told", async () => {
  const modules = {
    "entry.ts": importing("./a.ts", "./deep/a.ts"),
    "a.ts": "export {};",
    "deep/a.ts": "export {};",
  };
  await expect(buildModules(modules)).rejects.toThrow(/a\.ts and .*a\.ts need other names/);
});

test("a part cannot take the place of the bundle", async () => {
  const modules = { "entry.ts": importing("./index.ts"), "index.ts": "export {};" };
  await expect(buildModules(modules)).rejects.toThrow(/index\.ts need other names/);
});
