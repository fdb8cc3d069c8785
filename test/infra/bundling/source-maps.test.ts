import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { buildFunctions, bundleOptions } from "../../../infra/bundling/build.ts";
import { buildWithParts } from "../../../infra/bundling/later-parts.ts";
import { repositoryRoot } from "../../../infra/repository-root.ts";

const FAIL_ALWAYS = `
import { profileNotFound } from "../../shared/model/problem.ts";
export const handler = async () => {
  const { fail } = await import("./failure.ts");
  return fail(profileNotFound().message);
};
`;
const FAILURE = `
export function fail(why: string): never {
  const reasons = [why];
  throw new TypeError(\`Failed: \${reasons.join()}\`);
}
`;
/** Where the samples throw, in the text above. */
const THROW = "failure.ts:4:9";
const CALL = "fail-always.ts:5:10";

let folder: string;
let built: string;
let bundles: string;
/** Path of a sample as a trace has it. */
let from: string;

// Inside the repository, so that the sources find its packages.
beforeAll(async () => {
  await mkdir(join(repositoryRoot, "dist"), { recursive: true });
  folder = await mkdtemp(join(repositoryRoot, "dist", "maps-"));
  await writeFile(join(folder, "fail-always.ts"), FAIL_ALWAYS);
  await writeFile(join(folder, "failure.ts"), FAILURE);
  from = relative(repositoryRoot, folder);
  built = join(folder, "built");
  bundles = join(built, "functions", "fail-always");
  await buildFunctions({ outdir: built, entries: entries() });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const entries = () => ({ "fail-always": join(from, "fail-always.ts") });

async function filesOf(directory: string): Promise<Record<string, string>> {
  const names = (await readdir(directory)).sort();
  const read = names.map(async (name) => [name, await readFile(join(directory, name), "utf8")]);
  return Object.fromEntries(await Promise.all(read));
}

test("source maps stand apart, and the bundles are what they were without any", async () => {
  const plain = join(folder, "plain");
  await buildWithParts(bundleOptions, entries(), plain);
  const { "package.json": _, ...withMaps } = await filesOf(bundles);
  expect(withMaps).toEqual(await filesOf(join(plain, "fail-always")));
  expect(Object.keys(withMaps)).toEqual(["failure.js", "index.js"]);
  const maps = await filesOf(join(built, "maps", "fail-always"));
  expect(Object.keys(maps)).toEqual(["failure.js.map", "index.js.map"]);
});

/** Code, what starts it, and the files of the reference. */
const DEPLOYED =
  /^[\w-]+\.js$|^start\.mjs$|^(?:package|reference|openapi|try)\.json$|^[\w-]+\.html$|^[\w.-]+\.asset(?:\.br|\.gz)?$|^client\.tgz$/;

test("nothing that is deployed holds a source map, or names one", async () => {
  const assembly = inject("assembly");
  const assets = (await readdir(assembly)).filter((name) => name.startsWith("asset."));
  const functions: string[] = [];
  for (const asset of assets) {
    const files = await readdir(join(assembly, asset), { recursive: true });
    if (!files.includes("index.js")) continue;
    functions.push(asset);
    expect(files.filter((file) => !DEPLOYED.test(file))).toEqual([]);
    for (const file of files) {
      const code = await readFile(join(assembly, asset, file), "utf8");
      expect(code.includes("sourceMappingURL"), `${asset}/${file}`).toBe(false);
    }
  }
  expect(functions.length).toBeGreaterThan(30);
});

test("for a debugger names are kept, and a bundle names its source map", async () => {
  const outdir = join(folder, "debug");
  await buildFunctions({ outdir, entries: entries(), forDebugger: true });
  const files = await filesOf(join(outdir, "functions", "fail-always"));
  expect(files["failure.js"]).toMatch(
    /const reasons = [\s\S]*\n\/\/# sourceMappingURL=\.\.\/\.\.\/maps\/fail-always\/failure\.js\.map\n$/,
  );
});

/** The trace of the sample's bundle, as Node prints it. */
async function thrown(): Promise<string> {
  const code = "require(process.argv[1]).handler({}).catch((error) => console.log(error.stack))";
  const bundle = join(bundles, "index.js");
  return (await promisify(execFile)(process.execPath, ["-e", code, bundle])).stdout;
}

async function unmap(input: string, ...args: string[]) {
  const command = ["infra/operations/unmap.ts", "--maps", join(built, "maps"), ...args];
  const child = spawn(process.execPath, command, { cwd: repositoryRoot });
  child.stdin.end(input);
  const [stdout, stderr, [exit]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  return { stdout, stderr, exit };
}

const onLambda = (trace: string) => trace.replaceAll(`${bundles}/`, "/var/task/");

test("npm run unmap turns a stack trace of Lambda into one of the sources", async () => {
  const trace = onLambda(await thrown());
  expect(trace).toContain("/var/task/failure.js:");
  const { stdout, exit } = await unmap(trace, "fail-always");
  expect(exit).toBe(0);
  const lines = stdout.split("\n");
  expect(lines[0]).toBe("TypeError: Failed: Profile not found.");
  expect(lines[1]).toMatch(new RegExp(`^    at .*${from}/${THROW}\\)?$`));
  expect(lines[2]).toMatch(new RegExp(`^    at .*${from}/${CALL}\\)?$`));
  const file = join(folder, "trace.txt");
  await writeFile(file, trace);
  const named = await unmap("", "ProfilesApi-FailAlwaysFunctionFD401D3F", "--file", file);
  expect(named.stdout).toBe(stdout);
});

test("a line of ours names the route itself, also inside a line of CloudWatch's", async () => {
  const error = onLambda(await thrown());
  const line = JSON.stringify({ level: "error", route: "fail-always", error, status: 500 });
  for (const input of [line, JSON.stringify({ "@message": line })]) {
    const { stdout } = await unmap(`2026-01-01 START\n${input}\n`);
    expect(stdout).toMatch(new RegExp(`\n    at .*${from}/${THROW}\\)?\n    at .*${from}/${CALL}`));
    expect(stdout).not.toContain("/var/task");
  }
});

test("places without a map stay, and a trace of nobody knows which function is asked about", async () => {
  const other = "Error: x\n    at y (/opt/nodejs/node_modules/sharp/lib/a.js:1:2)\n";
  expect((await unmap(other, "fail-always")).stdout).toBe(other);
  const unknown = await unmap("    at y (/var/task/index.js:1:2)");
  expect([unknown.exit, unknown.stderr]).toEqual([
    1,
    "Of which function is it? Give its id or name: npm run -s unmap -- create-profile\n",
  ]);
  const wrong = await unmap("", "fail-never");
  expect([wrong.exit, wrong.stderr]).toEqual([
    1,
    "There are no source maps of a function fail-never.\n",
  ]);
});
