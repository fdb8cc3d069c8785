import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { repositoryRoot } from "../../infra/repository-root.ts";

/** A tree of its own under the same rules, so that no other test sees the broken files. */
const root = mkdtempSync(join(tmpdir(), "lint-floors-"));
for (const name of ["biome.json", ".gitignore"])
  cpSync(join(repositoryRoot, name), join(root, name));
afterAll(() => rmSync(root, { recursive: true }));

/** One import for each floor that would break it. */
const BROKEN: readonly (readonly [string, string])[] = [
  ["functions/profiles", "@aws-sdk/client-s3"],
  ["functions/profiles", "zod/mini"],
  ["functions/profiles", "../../shared/persistence/profile-repository.ts"],
  ["functions/profiles", "../api-keys/list-api-keys.ts"],
  ["functions/profiles", "./get-profile.ts"],
  ["shared/domain/profile", "../../http/headers.ts"],
  ["shared/domain/profile", "@aws-sdk/lib-dynamodb"],
  ["shared/domain/profile", "../../settings.ts"],
  ["shared/persistence", "../http/headers.ts"],
  ["shared/persistence", "../routes/route-table.ts"],
  ["shared/http", "../persistence/table.ts"],
  ["shared/auth", "@aws-sdk/client-dynamodb"],
  ["shared/http", "../../functions/profiles/get-profile.ts"],
];

test.each(BROKEN)("a file in %s that imports %s fails the check", (folder, name) => {
  expect(lint(folder, `import ${JSON.stringify(name)};`)).toContain("noRestrictedImports");
});

test.each([
  ["functions/profiles", "../../shared/http/create-handler.ts"],
  ["functions/background", "../../shared/persistence/stream-record.ts"],
  ["shared/domain/profile", "../../persistence/profile-repository.ts"],
  ["shared/http", "../domain/errors.ts"],
])("a file in %s that imports %s passes it", (folder, name) => {
  expect(lint(folder, `import ${JSON.stringify(name)};`)).toBe("");
});

test("a function that reads the environment fails the check", () => {
  const text = "export const name = process.env.NAME;";
  expect(lint("functions/system", text)).toContain("noProcessEnv");
});

/** What the linter says of a file; nothing when it passes. */
function lint(folder: string, text: string): string {
  const file = join(root, folder, "file.ts");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${text}\n`);
  const biome = join(repositoryRoot, "node_modules/@biomejs/biome/bin/biome");
  try {
    execFileSync(process.execPath, [biome, "lint", file], { cwd: root, stdio: "pipe" });
    return "";
  } catch (error) {
    const { stdout, stderr } = error as { stdout: Buffer; stderr: Buffer };
    return `${stdout}${stderr}`;
  }
}
