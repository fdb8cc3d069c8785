import { readdir, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { performance } from "node:perf_hooks";
import type { BuildOptions, Metafile } from "esbuild";
import { repositoryRoot } from "../repository-root.ts";
import { answerSchemas } from "./answer-schemas.ts";
import { assertEntriesExist, functionEntries } from "./function-entries.ts";
import { buildWithParts } from "./later-parts.ts";
import { keepMapsApart } from "./maps-folder.ts";
import { buildReference, REFERENCE_SOURCES, servesReference } from "./reference/build-reference.ts";
import { sdkStartUp } from "./sdk-start-up.ts";
import { sectionEntriesPlugin } from "./section-entries.ts";
import { sourcesOf } from "./sources-of.ts";
import { writeStartModules } from "./start-module.ts";
import { tableClient } from "./table-client.ts";

/** What the infrastructure needs to know of one bundle. */
export interface BundleFacts {
  readonly bytes: number;
  /** Packages the bundle expects to find in a layer. */
  readonly externals: readonly string[];
}

/** Facts of every bundle by function id; also written as `manifest.json` beside the bundles. */
export type BundleManifest = Readonly<Record<string, BundleFacts>>;

/** Packages with native code. They come from a layer, not from the bundle. */
const NATIVE_PACKAGES = ["sharp"];

/** Settings shared by all bundles; docs/adr says what each saves. */
export const bundleOptions = {
  bundle: true,
  minify: true,
  platform: "node",
  target: "node24",
  format: "cjs",
  mainFields: ["module", "main"],
  // `await import("node:http")` costs ten times a require of the same (nodejs/node#59686).
  supported: { "dynamic-import": false },
  // Asking for its type alone makes Node load all its web streams; the SDK reads Node's own.
  define: { ReadableStream: "undefined" },
  external: NATIVE_PACKAGES,
  legalComments: "none",
  logLevel: "silent",
  plugins: [sectionEntriesPlugin, sdkStartUp, tableClient, answerSchemas],
} satisfies BuildOptions;

/** Which functions are built, for whom, and where to. */
export interface BuildFunctionsOptions {
  /** Absolute path; `dist` in the repository when left out. */
  readonly outdir?: string;
  /** Entry file of each function id; all functions when left out. */
  readonly entries?: Readonly<Record<string, string>>;
  /** For a debugger: names are kept, and each bundle names its source map. Never deployed. */
  readonly forDebugger?: boolean;
}

/** Bundles that were built, and what they were made of. */
export interface BuiltFunctions {
  readonly manifest: BundleManifest;
  /** Files that each function is made of, relative to the repository, packages left out. */
  readonly sources: Readonly<Record<string, readonly string[]>>;
}

/**
 * Bundles every function to `<outdir>/functions/<id>/index.js` (`index.handler`), and what it imports
 * later to files beside it; a few also get `start.mjs`, and those that serve the reference get its
 * files. Their source maps go to `<outdir>/maps/<id>`: what stands beside a bundle
 * would be deployed with it.
 * @throws Error naming the missing entry files, or esbuild's own errors.
 */
export async function buildFunctions(options: BuildFunctionsOptions = {}): Promise<BuiltFunctions> {
  const outdir = options.outdir ?? join(repositoryRoot, "dist");
  const entries = options.entries ?? functionEntries();
  assertEntriesExist(entries);
  const functionsDir = join(outdir, "functions");
  const ids = Object.keys(entries);
  const settings = {
    ...bundleOptions,
    ...{ sourcemap: "external", sourcesContent: false },
    minify: !options.forDebugger,
  } satisfies BuildOptions;
  const built = await buildWithParts(settings, entries, functionsDir);
  const written = Object.keys(built.outputs).map((file) => join(repositoryRoot, file));
  await declareCommonJs(functionsDir, ids);
  await writeStartModules(functionsDir, ids);
  await removeStale(functionsDir, ids, written);
  await keepMapsApart(outdir, ids, options.forDebugger === true);
  await Promise.all(ids.map((id) => buildReference(id, join(functionsDir, id))));
  const manifest = manifestOf(built.outputs, functionsDir);
  await writeFile(join(outdir, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return { manifest, sources: withReference(sourcesOf(entries, built)) };
}

/** The reference is made of more than the code that serves it. */
function withReference(sources: BuiltFunctions["sources"]): BuiltFunctions["sources"] {
  return Object.fromEntries(
    Object.entries(sources).map(([id, files]) => [
      id,
      servesReference(id) ? [...files, ...REFERENCE_SOURCES] : files,
    ]),
  );
}

/** The repository's own package.json would make Node take the bundles for ES modules. */
async function declareCommonJs(functionsDir: string, ids: readonly string[]): Promise<void> {
  const text = `${JSON.stringify({ type: "commonjs" })}\n`;
  await Promise.all(ids.map((id) => writeFile(join(functionsDir, id, "package.json"), text)));
}

/** What an earlier build left would be deployed, too. The rest stays, for it may be running. */
async function removeStale(
  functionsDir: string,
  ids: readonly string[],
  written: readonly string[],
): Promise<void> {
  const fresh = new Set(written);
  for (const id of ids) {
    const files = (await readdir(join(functionsDir, id))).map((name) =>
      join(functionsDir, id, name),
    );
    const stale = files.filter((file) => /\.js(?:\.map)?$/.test(file) && !fresh.has(file));
    await Promise.all(stale.map((file) => rm(file, { force: true })));
  }
}

function manifestOf(outputs: Metafile["outputs"], functionsDir: string): BundleManifest {
  const facts = new Map<string, BundleFacts>();
  for (const [file, output] of Object.entries(outputs)) {
    if (file.endsWith(".map")) continue;
    const id = relative(functionsDir, join(repositoryRoot, file)).split("/")[0] ?? file;
    const required = output.imports.filter(({ external }) => external).map(({ path }) => path);
    const { bytes, externals } = facts.get(id) ?? { bytes: 0, externals: [] };
    facts.set(id, {
      bytes: bytes + output.bytes,
      externals: NATIVE_PACKAGES.filter((name) => [...externals, ...required].includes(name)),
    });
  }
  return Object.fromEntries([...facts].sort(([a], [b]) => a.localeCompare(b)));
}

async function main(): Promise<void> {
  const started = performance.now();
  try {
    const { manifest } = await buildFunctions();
    for (const [id, { bytes, externals }] of Object.entries(manifest)) {
      const layer = externals.length > 0 ? `  + ${externals.join(", ")}` : "";
      console.log(`${id.padEnd(28)}${(bytes / 1024).toFixed(0).padStart(6)} KB${layer}`);
    }
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`Built ${Object.keys(manifest).length} functions in ${seconds} s.`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

if (import.meta.main) await main();
