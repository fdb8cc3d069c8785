import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";

const script = fileURLToPath(new URL("../../../infra/laptop/token.ts", import.meta.url));
let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "token-"));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

/** Runs the command from a folder that is not the repository. */
function token(args: string[], dir = dataDir) {
  return new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    const options = { cwd: tmpdir(), env: { ...process.env, DATA_DIR: dir } };
    execFile(process.execPath, [script, ...args], options, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

test.each([
  "alice",
  "Zoë 🙂 O'Hara",
  "-dash",
  "a b",
  "auth0|123",
])("prints a token for %s and nothing else", async (account) => {
  const { code, stdout, stderr } = await token([account]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  expect(decodeJwt(stdout.trim()).sub).toBe(account);
});

test("takes a lifetime", async () => {
  const { stdout } = await token(["alice", "--expires-in", "15m"]);
  const { exp = 0, iat = 0 } = decodeJwt(stdout.trim());
  expect(exp - iat).toBe(900);
});

test.each([
  [[]],
  [[""]],
  [["a", "b"]],
  [["a", "--expires-in", "soon"]],
  [["a", "--expires-in", "0s"]],
  [["a", "--expires-in", "7"]],
  [["a", "--what"]],
  [["--help"]],
  [["a".repeat(256)]],
])("says how it is used: %j", async (args) => {
  const { code, stdout, stderr } = await token(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^Usage: [^\n]+\n$/);
});

test("says in one sentence that the folder cannot be written to", async () => {
  const file = join(dataDir, "file");
  await writeFile(file, "");
  const { code, stdout, stderr } = await token(["alice"], join(file, "below"));
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/^The data folder [^\n]+ cannot be written to \(ENOTDIR\)[^\n]+\n$/);
});
