import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Whether two folders hold the same files, all of them flat. */
export async function sameCode(one: string, other: string): Promise<boolean> {
  const names = await readdir(one).catch(() => []);
  if (JSON.stringify(names.sort()) !== JSON.stringify((await readdir(other)).sort())) return false;
  for (const name of names) {
    const [a, b] = await Promise.all([readFile(join(one, name)), readFile(join(other, name))]);
    if (!a.equals(b)) return false;
  }
  return true;
}
