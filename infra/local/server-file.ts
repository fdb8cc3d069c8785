import { rm } from "node:fs/promises";
import { join } from "node:path";
import { writeFileAtomic } from "./data-folder.ts";
import type { DeploymentNames } from "./deployment-names.ts";

/** Where a running server is found by the operator's command, with the keys to everything in it. */
export interface ServerFacts extends DeploymentNames {
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
