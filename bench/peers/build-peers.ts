import { execFile } from "node:child_process";
import { statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { type BuildOptions, build } from "esbuild";
import { bundleOptions } from "../../infra/bundling/build.ts";
import { buildWithParts } from "../../infra/bundling/later-parts.ts";
import { repositoryRoot } from "../../infra/repository-root.ts";
import { OPTIONAL_PACKAGES } from "./optional-packages.ts";
import type { BuildName, PeerName } from "./subject.ts";

/** Where the peers are, with packages of their own. */
export const PEERS_DIR = join(repositoryRoot, "bench", "peers");

const FOLDERS: Readonly<Record<PeerName, string>> = {
  Hono: "hono",
  Powertools: "powertools",
  Express: "express",
  NestJS: "nest",
};

/** For packages in CommonJS that require Node's own modules. */
const REQUIRE_IN_MODULES =
  'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';

/** The build script of Hono's starter for Lambda. Express has none of its own. */
const STOCK_OPTIONS = {
  bundle: true,
  platform: "node",
  target: "node24",
  external: bundleOptions.external,
  logLevel: "error",
} satisfies BuildOptions;

/** What NodejsFunction is told in the example application of Powertools: ES modules, all in one. */
const POWERTOOLS_OPTIONS = {
  bundle: true,
  platform: "node",
  target: "node24",
  format: "esm",
  mainFields: ["module", "main"],
  minify: true,
  keepNames: true,
  sourcemap: true,
  sourcesContent: true,
  treeShaking: true,
  banner: { js: REQUIRE_IN_MODULES },
  external: bundleOptions.external,
  logLevel: "error",
} satisfies BuildOptions;

const OUR_OPTIONS = {
  ...bundleOptions,
  external: [...bundleOptions.external, ...OPTIONAL_PACKAGES],
} satisfies BuildOptions;

/** Installs the peers' packages, unless they are there as the lock file has them. */
export async function installPeers(): Promise<void> {
  const installed = changedAt(join(PEERS_DIR, "node_modules", ".package-lock.json"));
  if (installed > changedAt(join(PEERS_DIR, "package-lock.json"))) return;
  await run("npm", ["ci", "--prefix", PEERS_DIR]);
}

function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Checks the peers' types, and writes them as JavaScript. */
export async function compilePeers(outDir: string): Promise<void> {
  const compiler = join(repositoryRoot, "node_modules", ".bin", "tsc");
  const options = ["--noEmit", "false", "--outDir", outDir, "--rootDir", repositoryRoot];
  await run(compiler, ["-p", PEERS_DIR, ...options]);
}

/** What is bundled of a peer's service, how, and where to. */
export interface PeerBundle {
  readonly service: PeerName;
  /** Name of the entry file in the service's folder, without its ending. */
  readonly entry: string;
  readonly build: BuildName;
  readonly outdir: string;
  /** As given to `compilePeers`. */
  readonly compiledDir: string;
}

/** @returns the file that exports `handler`: CommonJS, or an ES module by its ending */
export async function bundlePeer(peer: PeerBundle): Promise<string> {
  const source = FOLDERS[peer.service];
  const builds = join(peer.outdir, source, peer.build.replace(" ", "-"));
  const folder = join(builds, peer.entry);
  const outfile = join(folder, "index.js");
  const entry = join(PEERS_DIR, source, `${peer.entry}.ts`);
  if (peer.service === "NestJS" && peer.build === "stock build") {
    await bundleByWebpack(join(peer.compiledDir, "bench", "peers", source, peer.entry), outfile);
  } else if (peer.service === "Powertools" && peer.build === "stock build") {
    const file = join(folder, "index.mjs");
    await build({ ...POWERTOOLS_OPTIONS, entryPoints: [entry], outfile: file });
    return file;
  } else if (peer.build === "stock build") {
    await build({ ...STOCK_OPTIONS, entryPoints: [entry], outfile });
  } else {
    await buildWithParts(OUR_OPTIONS, { [peer.entry]: entry }, builds);
  }
  await writeFile(join(folder, "package.json"), '{"type":"commonjs"}\n');
  return outfile;
}

async function bundleByWebpack(entry: string, outfile: string): Promise<void> {
  const program = join(PEERS_DIR, "nest", "stock-build.ts");
  const modules = [PEERS_DIR, repositoryRoot].map((folder) => join(folder, "node_modules"));
  await run(process.execPath, [program, `${entry}.js`, outfile, ...modules]);
}

/** @throws Error with what the program printed */
async function run(command: string, args: readonly string[]): Promise<void> {
  try {
    await promisify(execFile)(command, [...args], { cwd: PEERS_DIR });
  } catch (cause) {
    const { stdout, stderr } = cause as { readonly stdout: string; readonly stderr: string };
    throw new Error(`${command} ${args.join(" ")} failed: ${stdout}${stderr}`, { cause });
  }
}
