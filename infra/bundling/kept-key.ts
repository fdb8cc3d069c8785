import { existsSync, globSync, statSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { digest, type FileDigests } from "./file-digests.ts";
import { SWAGGER_UI_FILES, servesReference } from "./reference/build-reference.ts";
import { sectionEntries } from "./section-entries.ts";
import { hasStartModule } from "./start-module.ts";

/** Versions of packages, and what steers the bundler for all sources. */
const ROOT_FILES = ["package.json", "package-lock.json", "{tsconfig,jsconfig}*.json", ".pnp.*"];
/** As installed: changed by each `npm install`. */
const INSTALLED = "node_modules/.package-lock.json";
/** What builds bundles. Of the routes it takes what {@link functionKey} has word for word. */
const BUILDER = ["infra/bundling/*.ts"];
/** What builds the reference, which asks the whole of `shared`. */
const REFERENCE_BUILDER = ["infra/bundling/reference", "shared"].map((path) => `${path}/**/*.ts`);
/** What the reference is made of. */
const REFERENCE = [
  ...["docs/openapi.json", "packages/client/source/**/*"],
  ...["package.json", "README.md", "LICENSE", "tsconfig*.json"].map(
    (name) => `packages/client/${name}`,
  ),
  ...SWAGGER_UI_FILES.map((name) => `node_modules/swagger-ui-dist/${name}`),
];
/** File systems tell the time of a change a little late. */
const CLOCK_STEP_MS = 100;
/** Since when this process has had its modules, in milliseconds of the epoch. */
export const LOADED_AT = performance.timeOrigin - CLOCK_STEP_MS;

/** A function to build. */
export interface WantedFunction {
  readonly id: string;
  readonly entry: string;
  readonly forDebugger: boolean;
}

/** What is the same for many functions of one build. */
export interface BuildKey {
  readonly all: string;
  /** For those that serve the reference. Undefined where this process has loaded an older builder. */
  readonly reference: string | undefined;
}

/**
 * Reads how bundles are built, apart from the sources.
 * @returns undefined where this process has loaded an older builder than there is now
 */
export function buildKey(
  root: string,
  digests: FileDigests,
  loadedAt = LOADED_AT,
): BuildKey | undefined {
  const builder = filesOf(BUILDER, root);
  if (!isAsLoaded(builder, root, loadedAt)) return undefined;
  const all = digest(JSON.stringify([installationKey(root, digests), digests.all(builder)]));
  const referenceBuilder = filesOf(REFERENCE_BUILDER, root);
  const reference = isAsLoaded(referenceBuilder, root, loadedAt)
    ? digests.all([...referenceBuilder, ...filesOf(REFERENCE, root)])
    : undefined;
  return { all, reference };
}

/** The same while Node, the packages, and the settings at the root are. */
export function installationKey(root: string, digests: FileDigests): string {
  const installed = join(root, INSTALLED);
  const { NODE_PATH, ESBUILD_BINARY_PATH } = process.env;
  const environment = [
    ...[process.version, process.platform, process.arch, NODE_PATH, ESBUILD_BINARY_PATH],
    existsSync(installed) ? statSync(installed).mtimeMs : null,
  ];
  return digest(JSON.stringify([environment, digests.all(installation(root))]));
}

/** Files that {@link installationKey} reads. */
export function installation(root: string): readonly string[] {
  return filesOf([...ROOT_FILES, INSTALLED], root);
}

/**
 * The same for bundles that come of the same files, where these stay the same.
 * @returns undefined where that is not known of the function
 */
export function functionKey(key: BuildKey, wanted: WantedFunction): string | undefined {
  const { id, entry, forDebugger } = wanted;
  const reference = servesReference(id) ? key.reference : "";
  if (reference === undefined) return undefined;
  const made = [sectionEntries().get(entry) ?? null, hasStartModule(id)];
  return digest(JSON.stringify([key.all, reference, id, entry, forDebugger, made]));
}

/** What steers the build of a function, beside its builder. */
export function steeringFiles(id: string, root: string): readonly string[] {
  return [...installation(root), ...(servesReference(id) ? filesOf(REFERENCE, root) : [])];
}

/** Files by patterns, sorted; a link counts as what it leads to. */
export function filesOf(patterns: readonly string[], root: string): readonly string[] {
  return globSync(patterns, { cwd: root })
    .filter((file) => statSync(join(root, file), { throwIfNoEntry: false })?.isFile())
    .sort();
}

/** Whether what this process has loaded of these files is what they hold: a save may have come between. */
export function isAsLoaded(files: readonly string[], root: string, loadedAt: number): boolean {
  return files.every((file) => {
    const facts = statSync(join(root, file), { throwIfNoEntry: false });
    return facts !== undefined && facts.ctimeMs < loadedAt;
  });
}
