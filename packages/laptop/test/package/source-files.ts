import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Absolute path of the package. */
export const PACKAGE_ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** A source file of the package, and what it names. */
export interface SourceFile {
  /** Relative to the package. */
  readonly path: string;
  readonly text: string;
  /** Files of the repository that it names, relative to the package: imports of any kind, types too. */
  readonly files: readonly string[];
  /** Packages that it imports, without what is inside them; Node's own modules left out. */
  readonly packages: readonly string[];
}

const STATEMENTS = [
  // import … from "x", export … from "x"
  /^\s*(?:import|export)\b[^"';]*?\bfrom\s*["']([^"']+)["']/gm,
  // import "x"
  /^\s*import\s*["']([^"']+)["']/gm,
];

/** A test may have such words in the code of a function that it writes. */
const EXPRESSIONS = [
  // import("x"), require("x"), require.resolve("x"), packageFolder("x")
  /\b(?:import|require|require\.resolve|packageFolder)\(\s*["'`]([^"'`$]+)/g,
  // new URL("./x", import.meta.url)
  /new URL\(\s*["']([^"']+)["'],\s*import\.meta\.url/g,
];

/** Every source file of the package, its tests included. */
export function sourceFiles(): readonly SourceFile[] {
  return globSync("**/*.{ts,cjs,mjs}", { cwd: PACKAGE_ROOT, exclude: ["node_modules/**"] })
    .sort()
    .map(readSource);
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(PACKAGE_ROOT, path), "utf8");
  const code = text.replace(/^\s*(\/\/|\*|\/\*\*).*$/gm, "");
  const patterns = path.startsWith("test/") ? STATEMENTS : [...STATEMENTS, ...EXPRESSIONS];
  const specifiers = patterns
    .flatMap((pattern) => [...code.matchAll(pattern)])
    .map(([, specifier = ""]) => specifier);
  const here = dirname(join(PACKAGE_ROOT, path));
  return {
    path,
    text,
    files: specifiers
      .filter((specifier) => specifier.startsWith("."))
      .map((specifier) => relative(PACKAGE_ROOT, resolve(here, specifier))),
    packages: specifiers
      .filter((specifier) => !/^(\.|node:|\/|data:)/.test(specifier))
      .map((specifier) => specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/")),
  };
}

/** A circle of imports among the files, as their paths; empty when there is none. */
export function circleAmong(files: readonly SourceFile[]): readonly string[] {
  const known = new Map(files.map((file) => [file.path, file]));
  const done = new Set<string>();
  const visit = (path: string, way: readonly string[]): readonly string[] => {
    const at = way.indexOf(path);
    if (at >= 0) return [...way.slice(at), path];
    if (done.has(path)) return [];
    for (const next of known.get(path)?.files ?? []) {
      const circle = visit(next, [...way, path]);
      if (circle.length > 0) return circle;
    }
    done.add(path);
    return [];
  };
  return files.map(({ path }) => visit(path, [])).find((circle) => circle.length > 0) ?? [];
}
