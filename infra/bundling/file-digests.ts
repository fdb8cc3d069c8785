import { createHash } from "node:crypto";
import { globSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What files and folders hold at one moment; each is read once. Paths are relative to the root. */
export class FileDigests {
  readonly #root: string;
  readonly #digests = new Map<string, string>();

  constructor(root: string) {
    this.#root = root;
  }

  /** Of the content; empty where there is no such file. */
  file(path: string): string {
    return this.#once(path, () => readFileSync(join(this.#root, path)));
  }

  /** Of the names in a folder; empty where there is none. */
  names(folder: string): string {
    return this.#once(`${folder}/`, () =>
      JSON.stringify(readdirSync(join(this.#root, folder)).sort()),
    );
  }

  /** Of the names of files beside all packages: one would be found before the package of its name. */
  strays(): string {
    return this.#once("strays", () =>
      JSON.stringify(
        globSync("node_modules/*.{js,cjs,mjs,ts,tsx,jsx,json,css}", { cwd: this.#root }).sort(),
      ),
    );
  }

  /** Of the names of the packages that a folder has to itself; empty where it has none. */
  packages(folder: string): string {
    const names = this.names(join(folder, "node_modules"));
    return (
      names && this.#once(`${folder} packages`, () => namesOfPackages(join(this.#root, folder)))
    );
  }

  /** Of the contents and names of files, those that are not there among them. */
  all(files: readonly string[]): string {
    return digest(JSON.stringify(files.map((file) => [file, this.file(file)])));
  }

  #once(path: string, read: () => string | Buffer): string {
    const known = this.#digests.get(path);
    if (known !== undefined) return known;
    const made = digestOrNone(read);
    this.#digests.set(path, made);
    return made;
  }
}

function namesOfPackages(folder: string): string {
  const names = globSync(["*", "@*/*"], { cwd: join(folder, "node_modules") });
  return JSON.stringify(names.sort());
}

function digestOrNone(read: () => string | Buffer): string {
  try {
    return digest(read());
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return "";
    throw error;
  }
}

/** 128 bits of SHA-256, in hexadecimal digits. */
export function digest(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex").slice(0, 32);
}
