import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { describe, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const MOST_GZIPPED_BYTES = 8 * 1_024;

const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));

/** What a file of the package imports, types included. */
function importsOf(path: string): string[] {
  const text = readFileSync(join(ROOT, path), "utf8");
  return [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"([^"]+)"/g)].map(([, name = ""]) => name);
}

describe("the package", () => {
  test("depends on nothing", () => {
    for (const kind of ["dependencies", "peerDependencies", "optionalDependencies"]) {
      expect(manifest).not.toHaveProperty(kind);
    }
  });

  test("imports nothing but its own sources", () => {
    const files = globSync("source/**/*.ts", { cwd: ROOT });
    expect(files.length).toBeGreaterThan(10);
    const outside = files.flatMap((file) =>
      importsOf(file)
        .filter((name) => !relative("source", join(dirname(file), name)).match(/^[a-z]/))
        .concat(importsOf(file).filter((name) => !name.startsWith(".")))
        .map((name) => `${file}: ${name}`),
    );
    expect(outside).toEqual([]);
  });

  test("names every package that it is made and tested with", () => {
    const files = globSync("{generate,test}/**/*.ts", { cwd: ROOT });
    const packages = files
      .flatMap(importsOf)
      .filter((name) => /^[@a-z]/.test(name) && !name.startsWith("node:"));
    expect([...new Set(packages), "typescript"].sort()).toEqual(
      Object.keys(manifest.devDependencies),
    );
  });

  test("is made and tested without a file of the product", () => {
    const files = globSync("{generate,test}/**/*.ts", { cwd: ROOT });
    const outside = files.flatMap((file) =>
      importsOf(file)
        .filter((name) => name.startsWith("."))
        .map((name) => join(dirname(file), name))
        .filter((path) => path.startsWith("..")),
    );
    expect(outside).toEqual([]);
  });
});

test("minified and compressed it has at most 8 KB", async () => {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, "source/client.ts")],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
  });
  const bytes = gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).length;
  expect(bytes).toBeGreaterThan(2_000);
  expect(bytes).toBeLessThanOrEqual(MOST_GZIPPED_BYTES);
});
