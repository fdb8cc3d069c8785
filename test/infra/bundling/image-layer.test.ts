import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { FileSystem } from "aws-cdk-lib";
import { expect, onTestFinished, test } from "vitest";
import { installForLambda, lambdaInstallArguments } from "../../../infra/bundling/image-layer.ts";
import { imageLock } from "../../../infra/bundling/image-lock.ts";
import { repositoryRoot } from "../../../infra/repository-root.ts";
import { startPackageRegistry } from "./package-registry.ts";

const repository = JSON.parse(readFileSync(join(repositoryRoot, "package-lock.json"), "utf8"));

test("npm installs what is locked and runs no script", () => {
  const args = lambdaInstallArguments("/layer/install");
  expect(args.slice(0, 4)).toEqual(["ci", "--prefix", "/layer/install", "--ignore-scripts"]);
});

test("the layer's lock file is this sharp with Lambda's binaries, each with the repository's integrity", () => {
  const { packages, dependencies } = imageLock(repository);
  expect(Object.keys(packages).sort()).toEqual(
    [
      "@img/colour",
      "@img/sharp-libvips-linux-arm64",
      "@img/sharp-linux-arm64",
      "detect-libc",
      "semver",
      "sharp",
    ].map((name) => `node_modules/${name}`),
  );
  for (const [path, { version, integrity, ...rest }] of Object.entries(packages)) {
    expect(integrity).toMatch(/^sha512-/);
    expect({ version, integrity }).toMatchObject({
      version: repository.packages[path].version,
      integrity: repository.packages[path].integrity,
    });
    // Nothing lets npm pass over a package: not being optional, nor being for another machine.
    expect(Object.keys(rest)).toEqual(["dependencies"]);
  }
  expect(dependencies).toEqual({
    sharp: repository.packages["node_modules/sharp"].version,
    "@img/sharp-linux-arm64": repository.packages["node_modules/@img/sharp-linux-arm64"].version,
    "@img/sharp-libvips-linux-arm64":
      repository.packages["node_modules/@img/sharp-libvips-linux-arm64"].version,
  });
});

test("a package without integrity is not taken", () => {
  const path = "node_modules/@img/sharp-libvips-linux-arm64";
  const { integrity: _, ...bare } = repository.packages[path];
  const packages = { ...repository.packages, [path]: bare };
  expect(() => imageLock({ packages })).toThrow(
    "package-lock.json has no integrity for @img/sharp-libvips-linux-arm64.",
  );
});

test("only what has the locked integrity is installed, and none of its scripts runs", async () => {
  const folder = await mkdtemp(join(tmpdir(), "image-layer-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const witness = join(folder, "a-script-ran");
  const names = Object.keys(imageLock(repository).packages);
  const registry = await startPackageRegistry(
    names.map((path) => ({
      name: path.replace("node_modules/", ""),
      version: String(repository.packages[path].version),
      dependencies: repository.packages[path].dependencies ?? {},
      scripts: { install: `touch ${witness}`, postinstall: `touch ${witness}` },
    })),
  );
  onTestFinished(() => registry.close());
  const environment = {
    ...process.env,
    npm_config_registry: registry.endpoint,
    npm_config_cache: join(folder, "cache"),
  };
  const honest = imageLock(registry.lock);
  const modules = join(folder, "nodejs", "node_modules");
  await installForLambda(honest, modules, environment);
  for (const path of names) expect(existsSync(join(folder, "nodejs", path))).toBe(true);
  expect(existsSync(witness)).toBe(false);
  // At another time, in another place: a deployment uploads the layer again only if it is another one.
  const again = join(folder, "elsewhere", "nodejs", "node_modules");
  await installForLambda(honest, again, environment);
  const digests = [again, modules].map((made) => FileSystem.fingerprint(dirname(made)));
  expect(digests[0]).toBe(digests[1]);

  const path = "node_modules/@img/sharp-libvips-linux-arm64";
  const [locked, other] = [honest.packages[path], honest.packages["node_modules/sharp"]];
  if (!locked || !other) throw new Error("The packages are not locked.");
  const wrong = { ...locked, integrity: other.integrity };
  const tampered = { ...honest, packages: { ...honest.packages, [path]: wrong } };
  const elsewhere = join(folder, "tampered", "node_modules");
  await expect(installForLambda(tampered, elsewhere, environment)).rejects.toThrow(
    /is not what package-lock.json says \(EINTEGRITY\)/,
  );
  expect(existsSync(elsewhere)).toBe(false);

  await registry.close();
  const offline = { ...environment, npm_config_cache: join(folder, "empty-cache") };
  await expect(installForLambda(honest, elsewhere, offline)).rejects.toThrow(
    /npm could not fetch sharp [\d.]+ for Lambda \(linux, arm64\): connect to the npm registry/,
  );
});
