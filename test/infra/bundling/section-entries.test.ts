import { execFileSync } from "node:child_process";
import {
  cpSync,
  globSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { sectionEntries } from "../../../infra/bundling/section-entries.ts";
import { repositoryRoot } from "../../../infra/repository-root.ts";
import { SECTION_NAMES } from "../../../shared/model/profile/profile.ts";
import { sectionTable } from "../../../shared/routes/sections/section-table.ts";

const copy = mkdtempSync(join(tmpdir(), "fourth-section-"));
afterAll(() => rmSync(copy, { recursive: true }));

const CERTIFICATIONS = `
import * as z from "zod/mini";
import { sectionRoutes } from "./section-routes.ts";

const fields = { name: z.string().check(z.minLength(1)), displayOrder: z.optional(z.int()) };

export const routes = sectionRoutes({
  section: "certifications" as never,
  path: "certifications",
  one: "certification",
  many: "certifications",
  entry: "a certification",
  schema: z.object({ id: z.uuid(), ...fields }),
  draft: z.strictObject(fields) as never,
  patch: z.partial(z.strictObject(fields)) as never,
});
`;

const IDS = [
  ...["add-certification", "delete-certification", "list-certifications", "update-certification"],
];

/** Builds the new functions, loads them, and tells what there is of them. */
const TELL = `
import { createRequire } from "node:module";
import { buildFunctions } from "./infra/bundling/build.ts";
import { functionEntries } from "./infra/bundling/function-entries.ts";
import { openapiDocument } from "./shared/http/openapi.ts";
import { routeTable } from "./shared/routes/route-table.ts";

const entries = Object.fromEntries(
  Object.entries(functionEntries()).filter(([id]) => id.includes("certification")),
);
const { manifest: bundles } = await buildFunctions({ entries });
const load = createRequire(import.meta.url);
const { paths } = openapiDocument(routeTable);
console.log(
  JSON.stringify({
    bundles: Object.keys(bundles),
    handlers: Object.keys(bundles).map(
      (id) => typeof load(\`./dist/functions/\${id}/index.js\`).handler,
    ),
    operations: Object.entries(paths)
      .filter(([path]) => path.includes("certifications"))
      .map(([path, item]) => [path, Object.keys(item).sort()]),
    routes: routeTable.length,
  }),
);
`;

test("every section of a profile has its routes, from a file of that path", () => {
  expect(sectionTable.map(({ section }) => section).sort()).toEqual([...SECTION_NAMES].sort());
  const files = globSync("*.ts", { cwd: join(repositoryRoot, "shared/routes/sections") });
  const defined = files.filter((file) => !file.startsWith("section-"));
  expect(defined.sort()).toEqual(sectionTable.map(({ path }) => `${path}.ts`).sort());
  expect(sectionEntries().size).toBe(4 * sectionTable.length);
});

test("a fourth section is one file and its line in the table", () => {
  for (const name of ["shared", "functions", "infra", "package.json"]) {
    cpSync(join(repositoryRoot, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(repositoryRoot, "node_modules"), join(copy, "node_modules"));
  const sections = join(copy, "shared/routes/sections");
  writeFileSync(join(sections, "certifications.ts"), CERTIFICATIONS);
  const table = join(sections, "section-table.ts");
  const text = readFileSync(table, "utf8").replace(
    "[socialLinks,",
    "[certifications, socialLinks,",
  );
  writeFileSync(table, `import { routes as certifications } from "./certifications.ts";\n${text}`);
  writeFileSync(join(copy, "tell.ts"), TELL);
  const told = execFileSync(process.execPath, ["tell.ts"], {
    ...{ cwd: copy, encoding: "utf8", env: { ...process.env, TABLE_NAME: "none" } },
  });
  const path = "/api/v1/profiles/{profile_id}/certifications";
  expect(JSON.parse(told)).toEqual({
    bundles: IDS,
    handlers: IDS.map(() => "function"),
    operations: [
      [path, ["get", "post"]],
      [`${path}/{entry_id}`, ["delete", "patch"]],
    ],
    routes: expect.any(Number),
  });
});
