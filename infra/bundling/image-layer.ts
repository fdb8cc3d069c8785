import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { OperatorError } from "../operator-error.ts";
import { repositoryRoot } from "../repository-root.ts";
import type { BundleManifest } from "./build.ts";
import { type ImageLock, imageLock, npmFiles } from "./image-lock.ts";

/** `lambda`: Linux on arm64, what is deployed. `host`: this machine, what the laptop runs. */
export type ImagePlatform = "lambda" | "host";

interface PackageJson {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Says which locked packages a finished layer holds. */
const LOCK_FILE = "image-lock";

/** Long enough for 8 MB over a slow line; without a network npm would try for minutes. */
const FETCH_TIMEOUT_MS = 60_000;

const modulesDir = join(repositoryRoot, "node_modules");

/**
 * The layer, where a function expects a package of it.
 * @throws OperatorError as {@link buildImageLayer} does
 */
export async function imageLayerFor(
  manifest: BundleManifest,
  platform: ImagePlatform,
): Promise<string | undefined> {
  const isNeeded = Object.values(manifest).some(({ externals }) => externals.includes("sharp"));
  return isNeeded ? buildImageLayer({ platform }) : undefined;
}

/**
 * Assembles the layer that holds sharp and its native library below `nodejs/node_modules`.
 * Does nothing when the folder already holds what package-lock.json says.
 * @returns the layer's absolute folder, `dist/layers/image-<platform>`.
 * @throws OperatorError when npm cannot fetch Lambda's binaries, or fetches others than locked.
 */
export async function buildImageLayer(options: {
  readonly platform: ImagePlatform;
}): Promise<string> {
  const target = join(repositoryRoot, "dist", "layers", `image-${options.platform}`);
  const lock = imageLock(
    JSON.parse(await readFile(join(repositoryRoot, "package-lock.json"), "utf8")),
  );
  const digest = createHash("sha256").update(JSON.stringify(lock)).digest("hex");
  if ((await heldLock(target)) === digest) return target;
  await mkdir(dirname(target), { recursive: true });
  const draft = await mkdtemp(`${target}-`);
  try {
    const modules = join(draft, "nodejs", "node_modules");
    if (options.platform === "host") await copyInstalled(modules);
    else await installForLambda(lock, modules);
    await writeFile(join(draft, LOCK_FILE), digest);
    await replace(target, draft, digest);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return target;
}

async function heldLock(layer: string): Promise<string | undefined> {
  return readFile(join(layer, LOCK_FILE), "utf8").catch(() => undefined);
}

/** Another build may finish the same layer first; its result is as good as ours. */
async function replace(target: string, draft: string, digest: string): Promise<void> {
  await rm(target, { recursive: true, force: true });
  try {
    await rename(draft, target);
  } catch (error) {
    if ((await heldLock(target)) !== digest) throw error;
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

/** What npm is told: exactly what is locked, and no script of a package is run. */
export function lambdaInstallArguments(prefix: string): string[] {
  const network = ["--prefer-offline", "--fetch-retries=1", "--fetch-retry-mintimeout=1000"];
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  return ["ci", "--prefix", prefix, "--ignore-scripts", ...network, ...quiet];
}

/**
 * Installs the locked packages for Lambda into an empty place; npm checks each against its integrity.
 * @param modules the `node_modules` folder to make
 * @param env npm's own settings among them
 * @throws OperatorError when npm cannot fetch them, or fetches something else
 */
export async function installForLambda(
  lock: ImageLock,
  modules: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  await mkdir(dirname(modules), { recursive: true });
  const folder = await mkdtemp(join(dirname(modules), "install-"));
  try {
    for (const [name, content] of Object.entries(npmFiles(lock))) {
      await writeFile(join(folder, name), JSON.stringify(content));
    }
    const args = lambdaInstallArguments(folder);
    await promisify(execFile)("npm", args, { cwd: folder, timeout: FETCH_TIMEOUT_MS, env });
    await rename(join(folder, "node_modules"), modules);
  } catch (error) {
    throw new OperatorError(sentenceFor(error, lock), { cause: error });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function sentenceFor(error: unknown, lock: ImageLock): string {
  const sharp = `sharp ${lock.dependencies.sharp} for Lambda (linux, arm64)`;
  if (error instanceof Error && error.message.includes("EINTEGRITY")) {
    return `What npm fetched as ${sharp} is not what package-lock.json says (EINTEGRITY): find out who changed it before you deploy.`;
  }
  return `npm could not fetch ${sharp}: connect to the npm registry, or add -c imageLayer=host to synthesise only.`;
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
