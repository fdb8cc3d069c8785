import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { repositoryRoot } from "../../infra/repository-root.ts";
import { RUN_FOLDERS } from "../support/run-folders.ts";

test("a missing setting stops with one sentence and status 1", async () => {
  const options = {
    cwd: repositoryRoot,
    env: { ...RUN_FOLDERS, PATH: String(process.env.PATH) },
  };
  const run = promisify(execFile)(process.execPath, ["infra/app.ts"], options);
  await expect(run).rejects.toMatchObject({
    code: 1,
    stdout: "",
    stderr:
      "No issuer is set: npm run deploy -- -c jwtIssuer=https://issuer.example -c jwtAudience=profiles-api, or npm run deploy -- -c userPool=true to have a user pool made.\n",
  });
});
