import { readdir, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { BuildOptions, Metafile } from "esbuild";
import { repositoryRoot } from "../repository-root.ts";
import { answerSchemas } from "./answer-schemas.ts";
import { assertEntriesExist, functionEntries } from "./function-entries.ts";
import { idsInPath } from "./ids-in-path.ts";
import { type Ingredients, ingredientsOf } from "./ingredients.ts";
import { buildWithParts } from "./later-parts.ts";
import { keepMapsApart } from "./maps-folder.ts";
import { buildReference, REFERENCE_SOURCES, servesReference } from "./reference/build-reference.ts";
import { sdkStartUp } from "./sdk-start-up.ts";
import { sectionEntriesPlugin } from "./section-entries.ts";
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
  plugins: [sectionEntriesPlugin, sdkStartUp, tableClient, answerSchemas, idsInPath],
} satisfies BuildOptions;

/** Which functions are built, for whom, and where to. */
export interface BuildFunctionsOptions {
  /** Absolute path; `dist` in the repository when left out. */
  readonly outdir?: string;
  /** Entry file of each function id; all functions when left out. */
  readonly entries?: Readonly<Record<string, string>>;
  /** For a debugger: names are kept, and each bundle names its source map. Never deployed. */
  readonly forDebugger?: boolean;
  /** Modules that functions built before have as files of their own: their names are taken. */
  readonly parts?: ReadonlyMap<string, string>;
  /** The repository; another one only in tests. */
  readonly root?: string;
}

/** Bundles that were built, and what each was made of. */
export interface BuiltFunctions {
  readonly manifest: BundleManifest;
  readonly ingredients: Readonly<Record<string, Ingredients>>;
}

/**
 * Bundles every function to `<outdir>/functions/<id>/index.js` (`index.handler`), and what it imports
 * later to files beside it; a few also get `start.mjs`, and those that serve the reference get its
 * files. Their source maps go to `<outdir>/maps/<id>`: what stands beside a bundle
 * would be deployed with it.
 * @throws Error naming the missing entry files, or esbuild's own errors.
 */
export async function buildFunctions(options: BuildFunctionsOptions = {}): Promise<BuiltFunctions> {
  const root = options.root ?? repositoryRoot;
  const outdir = options.outdir ?? join(root, "dist");
  const entries = options.entries ?? functionEntries();
  assertEntriesExist(entries, root);
  const functionsDir = join(outdir, "functions");
  const ids = Object.keys(entries);
  const settings = {
    ...bundleOptions,
    ...{ sourcemap: "external", sourcesContent: false },
    minify: !options.forDebugger,
    absWorkingDir: root,
  } satisfies BuildOptions;
  // esbuild collects garbage less often: a build takes an eighth less CPU time, and a tenth more memory.
  // Programs started later inherit it.
  process.env.GOGC ??= "300";
  const built = await buildWithParts(settings, entries, functionsDir, options.parts);
  const written = Object.keys(built.outputs).map((file) => join(root, file));
  await declareCommonJs(functionsDir, ids);
  await writeStartModules(functionsDir, ids);
  await removeStale(functionsDir, ids, written);
  await keepMapsApart(outdir, ids, options.forDebugger === true);
  await Promise.all(ids.map((id) => buildReference(id, join(functionsDir, id))));
  const manifest = manifestOf(built.outputs, relative(root, functionsDir));
  await writeManifest(outdir, manifest);
  const ingredients = Object.entries(entries).map(
    ([id, entry]) => [id, ingredientsOf(entry, built, root)] as const,
  );
  return { manifest, ingredients: Object.fromEntries(ingredients) };
}

/** The repository's own files that each function follows from, relative to it. */
export function sourcesOf({ ingredients }: Pick<BuiltFunctions, "ingredients">) {
  return Object.fromEntries(
    Object.entries(ingredients).map(([id, { sources }]) => [
      id,
      // The reference is made of more than the code that serves it.
      servesReference(id) ? [...sources, ...REFERENCE_SOURCES] : sources,
    ]),
  );
}

/** Tells the synthesis of the bundles in a folder. */
export async function writeManifest(outdir: string, manifest: BundleManifest): Promise<void> {
  await writeFile(join(outdir, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
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
    const id = relative(functionsDir, file).split("/")[0] ?? file;
    const required = output.imports.filter(({ external }) => external).map(({ path }) => path);
    const { bytes, externals } = facts.get(id) ?? { bytes: 0, externals: [] };
    facts.set(id, {
      bytes: bytes + output.bytes,
      externals: NATIVE_PACKAGES.filter((name) => [...externals, ...required].includes(name)),
    });
  }
  return Object.fromEntries([...facts].sort(([a], [b]) => a.localeCompare(b)));
}
