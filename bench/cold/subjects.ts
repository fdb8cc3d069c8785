import { existsSync, statSync } from "node:fs";
import { readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type BuildOptions, build } from "esbuild";
import { bundleOptions } from "../../infra/bundling/build.ts";
import { functionEntries } from "../../infra/bundling/function-entries.ts";
import { sectionEntriesPlugin } from "../../infra/bundling/section-entries.ts";
import { repositoryRoot } from "../../infra/repository-root.ts";
import type { BenchPlatform } from "../platform/bench-platform.ts";
import { waitsOf } from "../tape/exchange.ts";
import { bundleFile, type Case } from "../tape/record-cases.ts";

/** One bundle, with the event to answer. */
export interface Subject {
  readonly caseName: string;
  readonly name: "shipped" | "defaults" | "floor" | "empty" | "jose";
  readonly bundle: string;
  readonly eventFile: string;
  readonly env: Readonly<Record<string, string>>;
  check(answer: unknown): void;
}

/** What the report calls them. */
export const SUBJECT_WORDS: Readonly<Record<Subject["name"], string>> = {
  shipped: "shipped",
  defaults: "esbuild defaults",
  floor: "floor: the same calls without SDK",
  empty: "empty handler",
  jose: "empty handler + jose",
};

/** What anybody gets who bundles without a thought; sharp has native code and cannot go in. */
export const ESBUILD_DEFAULTS = {
  bundle: true,
  platform: "node",
  format: "cjs",
  external: bundleOptions.external,
  plugins: [sectionEntriesPlugin],
  logLevel: "silent",
} satisfies BuildOptions;

/** Builds what the shipped bundles are held against, and lists all that is measured. */
export async function coldSubjects(
  platform: BenchPlatform,
  cases: readonly Case[],
  url: string,
): Promise<Subject[]> {
  const folder = join(platform.folder, "subjects");
  await build({
    ...ESBUILD_DEFAULTS,
    absWorkingDir: repositoryRoot,
    entryPoints: Object.entries(functionEntries()).map(([out, file]) => ({ in: file, out })),
    outdir: join(folder, "defaults"),
    outExtension: { ".js": ".cjs" },
  });
  await build({
    ...bundleOptions,
    entryPoints: ["floor.ts", "empty.ts", "empty-with-jose.ts"].map((file) =>
      join(import.meta.dirname, file),
    ),
    outdir: folder,
    outExtension: { ".js": ".cjs" },
  });
  const subjects = await Promise.all(
    cases.map((measured) => subjectsOf(measured, platform, folder, url)),
  );
  return subjects.flat();
}

async function subjectsOf(
  measured: Case,
  platform: BenchPlatform,
  folder: string,
  url: string,
): Promise<Subject[]> {
  const { name: caseName, functionId, eventFile, check } = measured;
  const common = { caseName, eventFile, env: measured.environment(url), check };
  const list: Subject[] = [
    { ...common, name: "shipped", bundle: handlerFile(bundleFile(platform, functionId)) },
    { ...common, name: "defaults", bundle: join(folder, "defaults", `${functionId}.cjs`) },
  ];
  // What calls nobody has no floor but the empty handler.
  if (measured.exchanges.length > 0) {
    const eventFile = await writeFloorEvent(measured);
    const bundle = join(folder, "floor.cjs");
    list.push({ ...common, name: "floor", bundle, eventFile, check: () => {} });
  }
  if (caseName === "get-health") {
    list.push({ ...common, name: "empty", bundle: join(folder, "empty.cjs"), check: () => {} });
  }
  if (caseName === "authorize-request jwt") {
    list.push({ ...common, name: "jose", bundle: join(folder, "empty-with-jose.cjs") });
  }
  return list;
}

/** The module that Lambda loads: the one that starts the bundle, where there is one. */
export function handlerFile(bundle: string): string {
  const start = join(dirname(bundle), "start.mjs");
  return existsSync(start) ? start : bundle;
}

async function writeFloorEvent({ exchanges, eventFile }: Case): Promise<string> {
  const waits = waitsOf(exchanges);
  const calls = exchanges.map(
    ({ service, method, path, target, contentType, requestBody }, at) => ({
      ...{ service, method, path, target, contentType, requestBody },
      after: waits[at],
    }),
  );
  const file = eventFile.replace(/\.json$/, ".floor.json");
  await writeFile(file, JSON.stringify({ calls }));
  return file;
}

/** Kilobytes of what is deployed; a part that is loaded later is named after the plus. */
export async function sizeOf({ name, bundle }: Subject): Promise<string> {
  const kb = (file: string) => (statSync(file).size / 1_024).toFixed(0);
  if (name !== "shipped") return kb(bundle);
  const files = await readdir(dirname(bundle));
  const later = files.filter((file) => file.endsWith(".js") && file !== "index.js");
  return ["index.js", ...later].map((file) => kb(join(dirname(bundle), file))).join(" + ");
}
