import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Platform, startPlatform } from "@profiles-api/laptop";
import type { BenchPlatform } from "../platform/bench-platform.ts";

const TEMPLATE = ".template.json";
/** Of the directory's consumer, by the logical id that its construct gets. */
const MAPPING = /^DirectoryMapping/;

interface Template {
  readonly Resources?: Readonly<Record<string, { readonly Properties?: { Enabled?: boolean } }>>;
}

/** The same stacks once more, with a table of their own whose stream the directory does not read. */
export async function startWithoutIndex(platform: BenchPlatform): Promise<Platform> {
  const assembly = join(platform.folder, "assembly-without-index");
  await cp(join(platform.folder, "assembly"), assembly, { recursive: true });
  const disabled = await disableMapping(assembly);
  if (disabled !== 1) throw new Error(`${disabled} mappings feed the directory, and not 1.`);
  const dataDir = join(platform.dataFolder, "without-index");
  await mkdir(dataDir);
  return startPlatform({ assembly, dataDir, port: 0, log: () => {} });
}

/** @returns how many there were */
async function disableMapping(assembly: string): Promise<number> {
  let count = 0;
  for (const name of await readdir(assembly)) {
    if (!name.endsWith(TEMPLATE)) continue;
    const file = join(assembly, name);
    const template: Template = JSON.parse(await readFile(file, "utf8"));
    for (const [id, { Properties }] of Object.entries(template.Resources ?? {})) {
      if (!MAPPING.test(id) || !Properties) continue;
      Properties.Enabled = false;
      count += 1;
    }
    await writeFile(file, JSON.stringify(template));
  }
  return count;
}
