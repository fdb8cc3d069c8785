import { execFile } from "node:child_process";
import { join } from "node:path";
import { repositoryRoot } from "../../infra/repository-root.ts";
import { RUN_FOLDERS } from "./run-folders.ts";

/** What a command of the operator ended with. */
export interface OperatorRun {
  readonly code: unknown;
  /** The report, where there is one. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into reports of every shape.
  readonly report: any;
  readonly stderr: string;
}

/** `npm run operator -- <words> --json` at the platform with this data folder; 0.4 s of a core. */
export function runOperator(dataDir: string, ...words: readonly string[]): Promise<OperatorRun> {
  const script = join(repositoryRoot, "infra/operations/operator/operator.ts");
  const env = { ...RUN_FOLDERS, HOME: dataDir, DATA_DIR: dataDir };
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...words, "--json"], { env }, (error, stdout, stderr) => {
      const report = stdout ? JSON.parse(stdout) : undefined;
      resolve({ code: error?.code ?? 0, report, stderr });
    });
  });
}
