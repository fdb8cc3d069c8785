import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
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
  ["shared/model/profile", "../../domain/profile/create-profile.ts"],
  ["shared/model/profile", "../../persistence/keys.ts"],
  ["shared/model/profile", "../../http/body.ts"],
  ["shared/model/profile", "../../auth/principal.ts"],
  ["shared/model/profile", "../../routes/define-route.ts"],
  ["shared/model", "../photos/stored-photo.ts"],
  ["shared/model", "../settings.ts"],
  ["shared/model", "../log.ts"],
  ["shared/model", "@aws-sdk/client-dynamodb"],
  ["shared/model", "aws-lambda"],
  ["shared/model", "sharp"],
  ["shared/model", "busboy"],
  ["shared/model", "jose"],
  ["shared/domain/profile", "../../http/body.ts"],
  ["shared/domain/profile", "@aws-sdk/lib-dynamodb"],
  ["shared/domain/profile", "../../settings.ts"],
  ["shared/persistence", "../domain/profile/finish-removal.ts"],
  ["shared/photos", "../domain/profile/finish-removal.ts"],
  ["shared/persistence", "../http/body.ts"],
  ["shared/persistence", "../auth/principal.ts"],
  ["shared/persistence", "../routes/route-table.ts"],
  ["shared/routes/profiles", "../../http/body.ts"],
  ["shared/routes/profiles", "../../domain/profile/create-profile.ts"],
  ["shared/auth", "../http/body.ts"],
  ["shared/auth", "../routes/define-route.ts"],
  ["shared/auth", "../persistence/table.ts"],
  ["shared/http", "../persistence/table.ts"],
  ["shared/auth", "@aws-sdk/client-dynamodb"],
  ["shared/http", "../../functions/profiles/get-profile.ts"],
  ["packages/client/source", "../../../shared/routes/route-table.ts"],
  ["packages/client/source", "../generate/type-text.ts"],
  ["packages/client/source", "node:crypto"],
  ["packages/client/source", "zod"],
  ["packages/client/source", "../../laptop/laptop.ts"],
  ["packages/client/generate", "../../../shared/http/openapi.ts"],
  ["packages/client/test", "../../laptop/laptop.ts"],
  ["shared/exchange", "../domain/profile/create-profile.ts"],
  ["shared/exchange", "../persistence/table.ts"],
  ["shared/model/exchange", "ical.js"],
  ["shared/pages", "../http/public-address.ts"],
  ["shared/pages", "../domain/profile/read-public-profile.ts"],
  ["shared/pages", "../routes/pages/get-profile-page.ts"],
  ["shared/pages", "../settings.ts"],
  ["shared/pages", "sharp"],
  ["shared/model/profile", "../../pages/html.ts"],
  ["shared/domain/profile", "../../pages/profile-page.ts"],
  ["shared/persistence", "../pages/profile-page.ts"],
];

/** One import for each floor that may stand on another. */
const SOUND: readonly (readonly [string, string])[] = [
  ["functions/profiles", "../../shared/http/create-handler.ts"],
  ["functions/background", "../../shared/persistence/stream-record.ts"],
  ["shared/domain/profile", "../../persistence/profile-repository.ts"],
  ["shared/http", "../domain/idempotency/run-once.ts"],
  ["shared/http", "../auth/principal.ts"],
  ["shared/auth", "../domain/issuer/kept-keys.ts"],
  ["shared/auth", "../headers.ts"],
  ["shared/routes/profiles", "../../persistence/keys.ts"],
  ["shared/persistence", "../model/profile/profile.ts"],
  ["shared/model/profile", "../photo/photo.ts"],
  ["packages/client/source", "./generated/types.ts"],
  ["packages/client/test", "../source/client.ts"],
  ["shared/exchange", "yauzl"],
  ["shared/pages", "../model/profile/profile.ts"],
  ["shared/http", "../pages/error-page.ts"],
  ["functions/pages", "../../shared/pages/profile-page.ts"],
];

const TYPE_ALONE = 'import type { Form } from "../http/form.ts";\nexport type Form2 = Form;';
const ENVIRONMENT = "export const name = process.env.NAME;";

const importOf = (name: string) => `import ${JSON.stringify(name)};`;
/** Files by their places in the tree, all linted at once: each start of the linter takes as long. */
const files = new Map<string, string>();
/** What the linter says of each file that does not pass. */
const said = new Map<string, readonly string[]>();

function file(folder: string, text: string): string {
  const path = `${folder}/case-${files.size}.ts`;
  files.set(path, `${text}\n`);
  return path;
}

const broken = BROKEN.map(
  ([folder, name]) => [folder, name, file(folder, importOf(name))] as const,
);
const sound = SOUND.map(([folder, name]) => [folder, name, file(folder, importOf(name))] as const);
const typeAlone = file("shared/persistence", TYPE_ALONE);
const environment = file("functions/system", ENVIRONMENT);

beforeAll(() => {
  for (const [path, text] of files) {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const biome = join(repositoryRoot, "node_modules/@biomejs/biome/bin/biome");
  const options = ["--reporter=json", "--max-diagnostics=none"];
  const run = spawnSync(process.execPath, [biome, "lint", ...options, "."], { cwd: root });
  const { summary, diagnostics } = JSON.parse(run.stdout.toString());
  // All of them were looked at, and the rules beside them.
  expect(summary.changed + summary.unchanged).toBe(files.size + 1);
  for (const { category, location } of diagnostics) {
    said.set(location.path, [...(said.get(location.path) ?? []), category]);
  }
});

test.each(broken)("a file in %s that imports %s fails the check", (_, __, path) => {
  expect(said.get(path)).toContain("lint/style/noRestrictedImports");
});

test.each(sound)("a file in %s that imports %s passes it", (_, __, path) => {
  expect(said.get(path)).toBeUndefined();
});

test("an import of a type alone is one as well", () => {
  expect(said.get(typeAlone)).toContain("lint/style/noRestrictedImports");
});

test("a function that reads the environment fails the check", () => {
  expect(said.get(environment)).toContain("lint/style/noProcessEnv");
});
