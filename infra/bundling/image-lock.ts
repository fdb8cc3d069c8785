/** The native parts of sharp on Lambda. To npm they are optional packages of another platform. */
const BINARIES = ["@img/sharp-linux-arm64", "@img/sharp-libvips-linux-arm64"];

/** An entry of `packages` in a package-lock.json of version 3, so far as it is read here. */
export interface LockedPackage {
  readonly version: string;
  readonly integrity: string;
  readonly dependencies?: Readonly<Record<string, string>> | undefined;
}

/** A package-lock.json of version 3; packages by their path. */
export interface PackageLock {
  readonly packages: Readonly<Record<string, Partial<LockedPackage>>>;
}

/** sharp with what it needs on Lambda, and nothing else. */
export interface ImageLock {
  /** What is asked for by name: exact versions. */
  readonly dependencies: Readonly<Record<string, string>>;
  /** Everything that is installed, by its path below the folder. */
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/**
 * Cuts the repository's lock file down to Lambda's sharp. The binaries become plain dependencies, as
 * npm passes over an optional one that it cannot fetch or whose integrity is wrong; and lose their
 * `os`, `cpu` and `libc`, as npm refuses a plain one that is not for the machine it runs on.
 * @throws Error when a package is not locked, or not with its integrity
 */
export function imageLock(repository: PackageLock): ImageLock {
  const names = ["sharp", ...BINARIES];
  const packages: Record<string, LockedPackage> = {};
  const waiting = [...names];
  for (let name = waiting.pop(); name; name = waiting.pop()) {
    const path = `node_modules/${name}`;
    if (packages[path]) continue;
    const { version, integrity, dependencies = {} } = repository.packages[path] ?? {};
    if (!version || !integrity) throw new Error(`package-lock.json has no integrity for ${name}.`);
    packages[path] = { version, integrity, dependencies };
    waiting.push(...Object.keys(dependencies));
  }
  const versions = names.map((name) => [name, packages[`node_modules/${name}`]?.version]);
  return { dependencies: Object.fromEntries(versions), packages };
}

/** The two files that `npm ci` reads. */
export function npmFiles({ dependencies, packages }: ImageLock): Readonly<Record<string, object>> {
  const root = { name: "image-layer", version: "1.0.0", dependencies };
  return {
    "package.json": root,
    "package-lock.json": { ...root, lockfileVersion: 3, packages: { "": root, ...packages } },
  };
}
