import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { type LoopbackServer, startLoopbackServer } from "@profiles-api/laptop/testing";
import type { PackageLock } from "../../../infra/bundling/image-lock.ts";

export interface ServedPackage {
  readonly name: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
}

/** A registry on the loopback that npm can install from, and the lock file for what it serves. */
export interface PackageRegistry extends LoopbackServer {
  readonly lock: PackageLock;
}

export async function startPackageRegistry(
  packages: readonly ServedPackage[],
): Promise<PackageRegistry> {
  const files = new Map(packages.map((one) => [one.name, packed(one)]));
  const server = await startLoopbackServer((request, response) => {
    const path = decodeURIComponent(request.url ?? "");
    const asked = packages.find(({ name }) => path === `/${name}` || path === `/${name}/file.tgz`);
    const file = files.get(asked?.name ?? "");
    if (!asked || !file) return response.writeHead(404).end("{}");
    if (path.endsWith(".tgz")) return response.end(file);
    const { name, version, dependencies } = asked;
    const dist = { tarball: `${server.endpoint}/${name}/file.tgz`, integrity: integrityOf(file) };
    const versions = { [version]: { name, version, dependencies, dist } };
    return response.end(JSON.stringify({ name, "dist-tags": { latest: version }, versions }));
  });
  const locked = packages.map(({ name, version, dependencies }) => {
    const integrity = integrityOf(files.get(name) ?? Buffer.alloc(0));
    return [`node_modules/${name}`, { version, integrity, dependencies }];
  });
  let closed: Promise<void> | undefined;
  return {
    endpoint: server.endpoint,
    lock: { packages: Object.fromEntries(locked) },
    close() {
      closed ??= server.close();
      return closed;
    },
  };
}

function integrityOf(file: Buffer): string {
  return `sha512-${createHash("sha512").update(file).digest("base64")}`;
}

/** A package of one file, as npm packs them: a gzipped ustar archive. */
function packed(manifest: ServedPackage): Buffer {
  const content = Buffer.from(JSON.stringify(manifest));
  const header = Buffer.alloc(512);
  const octal = (value: number, digits: number) => value.toString(8).padStart(digits, "0");
  header.write("package/package.json", 0);
  header.write(octal(0o644, 7), 100);
  header.write(octal(content.length, 11), 124);
  header.write(octal(0, 11), 136);
  header.write("        ", 148);
  header.write("0", 156);
  header.write("ustar\u000000", 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${octal(sum, 6)}\0 `, 148);
  const padding = Buffer.alloc((512 - (content.length % 512)) % 512);
  return gzipSync(Buffer.concat([header, content, padding, Buffer.alloc(1_024)]));
}
