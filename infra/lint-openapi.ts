import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/** Lints docs/openapi.json by redocly.yaml, and talks to nobody: no telemetry, no look for updates. */
function main(): void {
  const command = createRequire(import.meta.url).resolve("@redocly/cli/bin/cli.js");
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [command, "lint", "docs/openapi.json", "--format=stylish"],
    {
      cwd: fileURLToPath(new URL("..", import.meta.url)),
      env: {
        ...process.env,
        REDOCLY_TELEMETRY: "off",
        REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
      },
      encoding: "utf8",
    },
  );
  if (status === 0) return;
  console.error(stdout + stderr);
  process.exitCode = 1;
}

main();
