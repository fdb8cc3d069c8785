import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

const PACKAGE = fileURLToPath(new URL("../..", import.meta.url));
/** What the package's build goes by: it takes its rules from above it. */
const SOURCES = ["package.json", "README.md", "LICENSE", "source", "generate"];
const RULES = ["tsconfig.json", "tsconfig.build.json"];
const MODULES = dirname(dirname(fileURLToPath(import.meta.resolve("typescript/package.json"))));

const { name: NAME } = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8"));
const PROGRAM = `import { ApiError, type Client, createClient } from "${NAME}";
const fetch = async () => Response.json({ status: "ok" });
const api: Client = createClient({ url: "https://api.example", fetch });
// @ts-expect-error: there is no such operation
api.system.getWealth?.();
console.log((await api.system.getHealth()).status satisfies string, ApiError.name);
`;

let root: string;
/** Of somebody who uses the package: nothing of the repository is above it. */
let project: string;
let packed: readonly string[];

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "client-"));
  project = join(root, "project");
  // A copy is packed, so that nothing in the repository is built anew while others use it.
  const copy = join(root, "copy/packages/client");
  for (const name of [...SOURCES, ...RULES]) {
    cpSync(join(PACKAGE, name), join(copy, name), { recursive: true });
  }
  cpSync(join(PACKAGE, "../../tsconfig.json"), join(root, "copy/tsconfig.json"));
  const [{ filename, files }] = JSON.parse(await npm(copy, "pack", "--json"));
  packed = files.map(({ path }: { readonly path: string }) => path);
  mkdirSync(project);
  writeFileSync(join(project, "package.json"), '{ "private": true, "type": "module" }');
  writeFileSync(join(project, "program.ts"), PROGRAM);
  await npm(project, "install", "--offline", join(copy, filename));
});
afterAll(() => rmSync(root, { recursive: true }));

const run = promisify(execFile);

/** Runs npm as everybody has it, with the compiler that the package is built by within reach. */
async function npm(cwd: string, ...command: string[]): Promise<string> {
  const path = [dirname(process.execPath), join(MODULES, ".bin"), process.env.PATH];
  const env = { ...process.env, PATH: path.join(delimiter), npm_config_cache: join(root, "cache") };
  const quiet = ["--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"];
  return (await run("npm", [...command, ...quiet], { cwd, env })).stdout;
}

test("it holds what is built, its words and its licence, and nothing else", () => {
  const others = packed.filter(
    (path) => !/^dist\/(?:generated\/)?[a-z-]+(?:\.d\.ts|\.js)$/.test(path),
  );
  expect(others.toSorted()).toEqual(["LICENSE", "README.md", "package.json"]);
  expect(packed).toEqual(expect.arrayContaining(["dist/client.js", "dist/client.d.ts"]));
});

test.each([
  ["Node.js", ["--module", "node16"]],
  ["a bundler", ["--module", "esnext", "--moduleResolution", "bundler"]],
])("a program that imports it by its name has its types, resolved as %s does", async (_, rules) => {
  const tsc = join(MODULES, "typescript/bin/tsc");
  const strict = ["--noEmit", "--strict", "--target", "es2022", "--lib", "es2022,dom"];
  const { stdout } = await run(process.execPath, [tsc, ...strict, ...rules, "program.ts"], {
    cwd: project,
  }).catch((error) => error);
  expect(stdout).toBe("");
});

test("the program runs", async () => {
  const { stdout } = await run(process.execPath, ["program.ts"], { cwd: project });
  expect(stdout).toBe("ok ApiError\n");
});
