import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { writeFileAtomic } from "./data-folder.ts";
import { errorCode } from "./error-code.ts";

/** Where a running server is found by other commands, with the keys to everything in it. */
export interface ServerFacts {
  readonly pid: number;
  /** The API. */
  readonly url: string;
  /** The table's engine, past all permissions. */
  readonly engine: string;
  /** Endpoints that ask for a signature, for which these credentials may do everything. */
  readonly dynamodb: string;
  readonly s3: string;
  readonly sqs: string;
  readonly lambda: string;
  readonly apiGateway: string;
  readonly secretsManager: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** What the stacks put out, as after a deployment; the addresses are those of this platform. */
  readonly outputs: Readonly<Record<string, string>>;
}

const FILE_NAME = "server.json";

/**
 * Writes the facts into the data folder, readable for their owner only. One left by a killed server
 * is replaced.
 * @returns takes the file away again
 */
export async function writeServerFile(
  dataDir: string,
  facts: ServerFacts,
): Promise<() => Promise<void>> {
  const path = join(dataDir, FILE_NAME);
  await writeFileAtomic(path, `${JSON.stringify(facts, null, 2)}\n`, { mode: 0o600 });
  return () => rm(path, { force: true });
}

/** What the server that uses the folder wrote; undefined when none runs there. */
export async function readServerFile(dataDir: string): Promise<ServerFacts | undefined> {
  try {
    return JSON.parse(await readFile(join(dataDir, FILE_NAME), "utf8"));
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}
