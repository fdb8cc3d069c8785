import { execFile } from "node:child_process";
import { globSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { repositoryRoot } from "../../repository-root.ts";
import { type TarFile, tar } from "./tar.ts";

const CLIENT = join(repositoryRoot, "packages/client");

/** What the package is made of, relative to the repository. */
export const CLIENT_SOURCES = globSync("packages/client/{package.json,README.md,source/**/*.ts}", {
  cwd: repositoryRoot,
});

/**
 * The typed client as `npm install` takes it from an address. The same sources give the same bytes.
 * @throws Error when it does not compile
 */
export async function clientPackage(): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), "client-"));
  try {
    const tsc = join(repositoryRoot, "node_modules/typescript/bin/tsc");
    const rules = ["-p", join(CLIENT, "tsconfig.build.json"), "--outDir", join(folder, "dist")];
    await promisify(execFile)(process.execPath, [tsc, ...rules]);
    const built = globSync("dist/**/*.{js,d.ts}", { cwd: folder }).sort();
    const files = [
      ...["package.json", "README.md", "LICENSE"].map((name) => packed(CLIENT, name)),
      ...built.map((name) => packed(folder, name)),
    ];
    return gzipSync(tar(await Promise.all(files)), { level: 9 });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A file as npm looks for it. */
async function packed(folder: string, name: string): Promise<TarFile> {
  const path = `package/${name.replaceAll(sep, "/")}`;
  return { path, content: await readFile(join(folder, name)) };
}
