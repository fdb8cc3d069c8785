import { mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { BuiltFunctions } from "../../../infra/bundling/build.ts";
import { buildOrReuse } from "../../../infra/bundling/kept-build.ts";

let root: string;
let builds: number;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "kept-build-"));
  builds = 0;
  for (const folder of [
    ...["functions/a", "shared", "infra", "docs", "node_modules"],
    "packages/client/source",
  ]) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  write("functions/a/read-item.ts", "first");
  for (const file of ["docs/openapi.json", "package-lock.json", "tsconfig.json"]) write(file, "{}");
  for (const file of ["package.json", "README.md", "LICENSE"]) write(`packages/client/${file}`, "");
  for (const file of ["tsconfig.json", "tsconfig.build.json"]) {
    write(`packages/client/${file}`, "{}");
  }
  write("node_modules/.package-lock.json", "{}");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(file: string, text: string): void {
  writeFileSync(join(root, file), text);
}

/** Writes what a build would, with the number of builds so far in place of code. */
async function build({ outdir }: { readonly outdir: string }): Promise<BuiltFunctions> {
  builds += 1;
  for (const folder of ["functions/read-item", "maps/read-item"]) {
    mkdirSync(join(outdir, folder), { recursive: true });
    writeFileSync(join(outdir, folder, "index.js"), `${builds}`);
  }
  writeFileSync(join(outdir, "manifest.json"), "{}");
  return {
    manifest: { "read-item": { bytes: builds, externals: [] } },
    sources: { "read-item": [`${builds}`] },
  };
}

let places = 0;

/** What was built, by the facts and by the file. */
async function built(options: { readonly forDebugger?: boolean; readonly below?: string } = {}) {
  places += 1;
  const outdir = join(root, "dist", options.below ?? "laptop", `${places}`);
  const { forDebugger = false } = options;
  const { manifest, sources } = await buildOrReuse({ outdir, forDebugger }, { root, build });
  const index = join(outdir, "functions", "read-item", "index.js");
  expect(readdirSync(outdir).sort()).toEqual(["functions", "manifest.json", "maps"]);
  expect([manifest["read-item"]?.bytes, sources["read-item"]]).toEqual([
    Number(readFileSync(index, "utf8")),
    [readFileSync(index, "utf8")],
  ]);
  // Whoever runs it may write there.
  writeFileSync(index, "changed");
  return manifest["read-item"]?.bytes;
}

test("the same sources are built once", async () => {
  expect([await built(), await built(), await built()]).toEqual([1, 1, 1]);
});

test.each([
  ["a file's text", () => write("functions/a/read-item.ts", "second")],
  ["a new file", () => write("shared/new.ts", "first")],
  [
    "the name of a file",
    () => {
      rmSync(join(root, "functions/a/read-item.ts"));
      write("functions/a/read-one.ts", "first");
    },
  ],
  ["how it is built", () => write("infra/build.ts", "")],
  ["the client that is served", () => write("packages/client/source/client.ts", "")],
  ["the document", () => write("docs/openapi.json", "[]")],
  ["the lock file", () => write("package-lock.json", "[]")],
  ["an installation", () => utimesSync(join(root, "node_modules/.package-lock.json"), 1, 1)],
])("%s that changes is built", async (_, change) => {
  expect(await built()).toBe(1);
  change();
  expect([await built(), await built()]).toEqual([2, 2]);
});

test("a build for a debugger, and one that lies deeper, are builds of their own", async () => {
  expect([
    await built(),
    await built({ forDebugger: true }),
    await built({ below: "one/more" }),
    await built({ forDebugger: true }),
  ]).toEqual([1, 2, 3, 2]);
});

test("a build cut off is none; builds at once keep one; the oldest go", async () => {
  const kept = () => readdirSync(join(root, "dist", "builds"));
  await Promise.all([built(), built(), built()]);
  expect(kept()).toHaveLength(1);
  rmSync(join(root, "dist", "builds", kept()[0] ?? "", "built.json"));
  const before = builds;
  expect([await built(), await built()]).toEqual([before + 1, before + 1]);
  for (const text of ["2", "3", "4", "5"]) {
    write("shared/new.ts", text);
    await built();
  }
  expect(kept()).toHaveLength(3);
});
