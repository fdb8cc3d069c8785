import { createHash } from "node:crypto";
import { constants } from "node:fs";
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { join, relative } from "node:path";
import { repositoryRoot } from "../repository-root.ts";
import { type BuildFunctionsOptions, type BuiltFunctions, buildFunctions } from "./build.ts";

/** What bundles are made of and by. Packages follow from the lock file. */
const SOURCES = [
  ...["functions", "shared", "infra"],
  ...["docs/openapi.json", "package-lock.json", "tsconfig.json"],
  ...["source", "package.json", "README.md", "LICENSE", "tsconfig.json", "tsconfig.build.json"].map(
    (part) => `packages/client/${part}`,
  ),
];
/** As installed: changed by each `npm install`. */
const INSTALLED = "node_modules/.package-lock.json";
/** Builds that are kept; each takes 45 MB. */
const MOST_KEPT = 3;
const FACTS = "built.json";

type WholeBuild = Pick<BuildFunctionsOptions, "forDebugger"> & { readonly outdir: string };

/** Where the sources are, and what builds them; others only in tests. */
interface Workshop {
  readonly root?: string;
  readonly build?: (options: WholeBuild) => Promise<BuiltFunctions>;
}

/**
 * As `buildFunctions` for all of them, but copies the build of the same sources where there is one,
 * which takes a tenth of a second in place of several. What is deployed is always built anew. A file
 * of a package that was changed by hand is not seen: `rm -r dist` forgets all builds.
 */
export async function buildOrReuse(
  { outdir, forDebugger = false }: WholeBuild,
  { root = repositoryRoot, build = buildFunctions }: Workshop = {},
): Promise<BuiltFunctions> {
  const folder = join(root, "dist", "builds");
  const kept = join(folder, await digestOf(root, relative(outdir, root), forDebugger));
  const reused = await reuse(kept, outdir);
  if (reused) return reused;
  const built = await build({ outdir, forDebugger });
  await keep(built, outdir, kept);
  await forgetOldest(folder);
  return built;
}

/**
 * The same for builds whose files are the same.
 * @param depth the way back from where they are put: source maps name sources relative to themselves
 */
async function digestOf(root: string, depth: string, forDebugger: boolean): Promise<string> {
  const { mtimeMs } = await stat(join(root, INSTALLED));
  const digest = createHash("sha256");
  digest.update(JSON.stringify([process.version, depth, forDebugger, mtimeMs]));
  for (const file of await sourceFiles(root)) {
    const content = await readFile(join(root, file));
    digest.update(JSON.stringify([file, content.length])).update(content);
  }
  return digest.digest("hex").slice(0, 32);
}

/** Paths relative to the root, sorted. */
async function sourceFiles(root: string): Promise<readonly string[]> {
  const files = SOURCES.map(async (source) => {
    const path = join(root, source);
    if ((await stat(path)).isFile()) return [source];
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(root, join(parentPath, name)));
  });
  return (await Promise.all(files)).flat().sort();
}

/** @returns undefined when there is none, or another process removes it at the moment */
async function reuse(kept: string, outdir: string): Promise<BuiltFunctions | undefined> {
  try {
    const facts: BuiltFunctions = JSON.parse(await readFile(join(kept, FACTS), "utf8"));
    await cp(kept, outdir, { recursive: true, mode: constants.COPYFILE_FICLONE });
    await rm(join(outdir, FACTS));
    return facts;
  } catch {
    // A removal that was cut off has left a part, where none could be kept again.
    await rm(kept, { recursive: true, force: true });
    return undefined;
  }
}

/** Seen whole or not at all: several processes build at once. */
async function keep(built: BuiltFunctions, outdir: string, kept: string): Promise<void> {
  const parent = join(kept, "..");
  await mkdir(parent, { recursive: true });
  const draft = await mkdtemp(join(parent, "draft-"));
  try {
    for (const name of ["functions", "maps", "manifest.json"]) {
      const options = { recursive: true, mode: constants.COPYFILE_FICLONE };
      await cp(join(outdir, name), join(draft, name), options);
    }
    await writeFile(join(draft, FACTS), JSON.stringify(built));
    await rename(draft, kept);
  } catch {
    // Another process was first, or the disk is full: the build itself stands.
    await rm(draft, { recursive: true, force: true });
  }
}

async function forgetOldest(folder: string): Promise<void> {
  const names = await readdir(folder);
  const dated = names.map(async (name) => {
    const facts = await stat(join(folder, name)).catch(() => undefined);
    return { name, at: facts?.mtimeMs ?? 0 };
  });
  const newestFirst = (await Promise.all(dated)).sort((a, b) => b.at - a.at);
  for (const { name } of newestFirst.slice(MOST_KEPT)) {
    await rm(join(folder, name), { recursive: true, force: true });
  }
}
