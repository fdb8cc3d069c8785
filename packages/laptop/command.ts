#!/usr/bin/env node
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { logLine, startPlatform } from "./laptop.ts";
import { stopOnSignal } from "./platform/stop-on-signal.ts";

const USAGE = `Usage: laptop <cloud assembly> [--port <number>] [--data-dir <folder>]

Runs what the CDK wrote into the folder (cdk.out) on this machine, until Ctrl-C.`;

process.exitCode = await main(process.argv.slice(2));

/** Exit codes: 1 the platform could not start, 2 wrong usage; 0 is for the signal that stops it. */
async function main(args: readonly string[]): Promise<number> {
  const options = parse(args);
  if (!options) {
    console.error(USAGE);
    return 2;
  }
  try {
    const log = (entry: object) => console.log(logLine(entry));
    const platform = await startPlatform({
      ...options,
      log,
      onFailure: () => process.exit(1),
    });
    stopOnSignal(platform);
    console.log(`${platform.url}   (Ctrl-C stops it)`);
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

function parse(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { port: { type: "string" }, "data-dir": { type: "string" } },
      allowPositionals: true,
    });
    const [assembly, ...rest] = positionals;
    const { port = "4010", "data-dir": dataDir = ".data" } = values;
    if (!assembly || rest.length > 0 || !/^\d{1,5}$/.test(port)) return undefined;
    return { assembly: resolve(assembly), port: Number(port), dataDir: resolve(dataDir) };
  } catch {
    return undefined;
  }
}
