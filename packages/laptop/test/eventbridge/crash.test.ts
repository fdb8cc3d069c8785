import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { tempFolder } from "../dynamodb/table-fixture.ts";
import { startSmallPlatform } from "./crash-platform.ts";
import { takenBy, taker } from "./event-fixture.ts";

const script = fileURLToPath(new URL("./crash-writer.ts", import.meta.url));

/** Lets the writer run until this many uploads were acknowledged, then kills it. */
async function killAfter(code: string, dataDir: string, count: number): Promise<string[]> {
  const child = spawn(process.execPath, [script, code, dataDir, String(count)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  let text = "";
  for await (const chunk of child.stdout) {
    text += chunk;
    if (text.split("\n").length > count) child.kill("SIGKILL");
  }
  await exited;
  return text.split("\n").slice(0, -1);
}

test("after kill -9 every object that is there has been told of", async () => {
  const code = taker();
  const dataDir = tempFolder();
  for (const count of [7, 20]) {
    const acknowledged = await killAfter(code, dataDir, count);
    const platform = await startSmallPlatform(code, dataDir);
    await platform.idle();
    const stored = await platform.objects.list("uploads");
    await platform.stop();
    const told = new Set(
      takenBy(code).map(({ detail }) => (detail as { object: { key: string } }).object.key),
    );
    expect(stored).toEqual(expect.arrayContaining(acknowledged));
    expect(stored.filter((key) => !told.has(key))).toEqual([]);
    for (const folder of ["announced", "invocations"]) {
      expect(readdirSync(join(dataDir, "events", folder))).toEqual([]);
    }
  }
});
