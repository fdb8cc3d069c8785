import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { tempFolder } from "../dynamodb/table-fixture.ts";
import { eventually } from "../support/eventually.ts";
import { folderWith } from "./function-fixture.ts";

const PLATFORM = fileURLToPath(new URL("./small-platform.ts", import.meta.url));

/** A zombie that nobody waits for runs no more either. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

it.runIf(process.platform === "linux")(
  "the engine and the functions end when the platform is killed",
  async () => {
    const code = folderWith({ "index.js": "exports.handler = async () => process.pid;" });
    const platform = spawn(process.execPath, [PLATFORM, code, tempFolder()], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [text] = await once(platform.stdout, "data");
    const pids: number[] = JSON.parse(String(text));
    expect(pids.map(isRunning)).toEqual([true, true]);
    platform.kill("SIGKILL");
    await eventually(() => expect(pids.map(isRunning)).toEqual([false, false]));
  },
);
