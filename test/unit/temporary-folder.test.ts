import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname } from "node:path";
import { expect, test } from "vitest";

const MODULE = new URL("../support/temporary-folder.ts", import.meta.url).href;

test("a run's temporary folder is its own, and ends with it", () => {
  const program = `
    import { mkdirSync } from "node:fs";
    import { tmpdir } from "node:os";
    import { useOwnTemporaryFolder } from ${JSON.stringify(MODULE)};
    useOwnTemporaryFolder();
    mkdirSync(tmpdir() + "/left/behind", { recursive: true });
    console.log(tmpdir());
    process.exit(0);
  `;
  const args = ["--input-type=module", "-e", program];
  const folder = execFileSync(process.execPath, args, { encoding: "utf8" }).trim();
  expect(dirname(folder)).toBe(tmpdir());
  expect(existsSync(folder)).toBe(false);
});
