import { join, resolve } from "node:path";
import { repositoryRoot } from "../repository-root.ts";

/** Absolute path of the data folder: `DATA_DIR`, else `.data` in the repository, whatever the cwd. */
export function dataDirOf(env: Readonly<Record<string, string | undefined>>): string {
  return resolve(env.DATA_DIR || join(repositoryRoot, ".data"));
}
