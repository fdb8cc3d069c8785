import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { Iam } from "../../services/iam/iam.ts";
import { startObjectStore } from "../../services/s3/object-store.ts";
import { DeployedResources } from "../../template/deployed-resources.ts";
import { BUCKET, bucketResource } from "./object-store-fixture.ts";

const script = fileURLToPath(new URL("./crash-writer.ts", import.meta.url));

/** Lets the writer run until it has acknowledged this many objects, then kills it. */
async function killAfter(folder: string, count: number): Promise<Map<string, number>> {
  // Above all versions of the run before, which wrote fewer.
  const args = [script, folder, String(count * 1000)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const acknowledged = new Map<string, number>();
  let rest = "";
  let seen = 0;
  for await (const chunk of child.stdout) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const [key = "", version] = line.split(" ");
      acknowledged.set(key, Number(version));
    }
    seen += lines.length;
    if (seen >= count) child.kill("SIGKILL");
  }
  await exited;
  return acknowledged;
}

test("after kill -9 every acknowledged object is there and every object is whole", async () => {
  const folder = await mkdtemp(join(tmpdir(), "objects-crash-"));
  for (const count of [20, 37, 55]) {
    const acknowledged = await killAfter(folder, count);
    expect(acknowledged.size).toBeGreaterThan(0);
    const resources = new DeployedResources([bucketResource(BUCKET)]);
    const log = (line: string) => expect.unreachable(line);
    const iam = Iam.fromResources(resources);
    const store = await startObjectStore({ folder, resources, iam, log });
    const found = new Map<string, number>();
    for (const key of await store.list(BUCKET)) {
      const object = await store.readObject(BUCKET, key);
      const text = object?.body.toString() ?? "";
      const md5 = createHash("md5").update(text).digest("hex");
      expect(object?.eTag).toBe(`"${md5}"`);
      const [first, , last] = text.split(" ");
      expect(last).toBe(first);
      found.set(key, Number(first));
    }
    for (const [key, version] of acknowledged) {
      expect(found.get(key)).toBeGreaterThanOrEqual(version);
    }
    await store.stop();
    expect(await readdir(join(folder, BUCKET, "incoming"))).toEqual([]);
  }
  await rm(folder, { recursive: true, force: true });
});
