import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { OperatorError } from "./operator-error.ts";
import { repositoryRoot } from "./repository-root.ts";

/** `lambda`: Linux on arm64, what is deployed. `host`: this machine, what the laptop runs. */
export type ImagePlatform = "lambda" | "host";

interface PackageJson {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Says which version of sharp a finished layer holds. */
const VERSION_FILE = "sharp-version";

/** Long enough for 8 MB over a slow line; without a network npm would try for minutes. */
const FETCH_TIMEOUT_MS = 60_000;

const modulesDir = join(repositoryRoot, "node_modules");

/**
 * Assembles the layer that holds sharp and its native library below `nodejs/node_modules`.
 * Does nothing when the folder already holds the version of package-lock.json.
 * @returns the layer's absolute folder, `dist/layers/image-<platform>`.
 * @throws OperatorError when npm cannot fetch Lambda's binaries.
 */
export async function buildImageLayer(options: {
  readonly platform: ImagePlatform;
}): Promise<string> {
  const target = join(repositoryRoot, "dist", "layers", `image-${options.platform}`);
  const version = await lockedVersion();
  if ((await heldVersion(target)) === version) return target;
  await mkdir(dirname(target), { recursive: true });
  const draft = await mkdtemp(`${target}-`);
  try {
    const nodejs = join(draft, "nodejs");
    if (options.platform === "host") await copyInstalled(join(nodejs, "node_modules"));
    else await fetchForLambda(nodejs, version);
    await writeFile(join(draft, VERSION_FILE), version);
    await replace(target, draft, version);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return target;
}

async function lockedVersion(): Promise<string> {
  const lock = JSON.parse(await readFile(join(repositoryRoot, "package-lock.json"), "utf8"));
  return String(lock.packages["node_modules/sharp"].version);
}

async function heldVersion(layer: string): Promise<string | undefined> {
  return readFile(join(layer, VERSION_FILE), "utf8").catch(() => undefined);
}

/** Another build may finish the same layer first; its result is as good as ours. */
async function replace(target: string, draft: string, version: string): Promise<void> {
  await rm(target, { recursive: true, force: true });
  try {
    await rename(draft, target);
  } catch (error) {
    if ((await heldVersion(target)) !== version) throw error;
  }
}

/** Copies sharp with all it depends on, as installed for this machine. */
async function copyInstalled(target: string): Promise<void> {
  const done = new Set<string>();
  const waiting = ["sharp"];
  for (let name = waiting.pop(); name; name = waiting.pop()) {
    if (done.has(name)) continue;
    done.add(name);
    const source = join(modulesDir, name);
    const manifest: PackageJson = JSON.parse(await readFile(join(source, "package.json"), "utf8"));
    // Optional ones are binaries, one for each platform; npm installed those that fit.
    const optional = Object.keys(manifest.optionalDependencies ?? {});
    const present = optional.filter((other) => existsSync(join(modulesDir, other)));
    waiting.push(...Object.keys(manifest.dependencies ?? {}), ...present);
    await cp(source, join(target, name), { recursive: true });
  }
}

/** What npm is told so that it installs Lambda's binaries, on any machine. */
export function lambdaInstallArguments(prefix: string, version: string): string[] {
  const platform = ["--cpu=arm64", "--os=linux", "--libc=glibc"];
  const network = ["--prefer-offline", "--fetch-retries=1", "--fetch-retry-mintimeout=1000"];
  const quiet = ["--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"];
  return ["install", "--prefix", prefix, ...platform, ...network, ...quiet, `sharp@${version}`];
}

async function fetchForLambda(prefix: string, version: string): Promise<void> {
  await mkdir(prefix, { recursive: true });
  const args = lambdaInstallArguments(prefix, version);
  try {
    await promisify(execFile)("npm", args, { cwd: prefix, timeout: FETCH_TIMEOUT_MS });
  } catch (error) {
    throw new OperatorError(
      `npm could not fetch sharp ${version} for Lambda (linux, arm64): connect to the npm registry, or add -c imageLayer=host to synthesise only.`,
      { cause: error },
    );
  }
}

async function main(): Promise<void> {
  try {
    const folder = await buildImageLayer({ platform: "lambda" });
    console.log(`The layer with Lambda's sharp is in ${relative(repositoryRoot, folder)}.`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

if (import.meta.main) await main();
