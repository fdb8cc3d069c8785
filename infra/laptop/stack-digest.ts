import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Names of assets, and where they lie: what a change of a function's code alone changes. */
const ASSET = /[0-9a-f]{64}|"aws:asset:path": *"[^"]*"/g;

/** The same for two assemblies that differ in the functions' code alone. */
export async function stackDigest(assembly: string): Promise<string> {
  const hash = createHash("sha256");
  const names = (await readdir(assembly)).filter((name) => name.endsWith(".template.json")).sort();
  for (const name of names) {
    const template = await readFile(join(assembly, name), "utf8");
    hash.update(name).update(template.replace(ASSET, ""));
  }
  return hash.digest("hex");
}
