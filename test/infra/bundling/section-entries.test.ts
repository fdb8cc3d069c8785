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
import { SECTION_NAMES } from "../../../shared/model/profile/sections/section-models.ts";
import { sectionTable } from "../../../shared/routes/sections/section-table.ts";

const copy = mkdtempSync(join(tmpdir(), "fourth-section-"));
afterAll(() => rmSync(copy, { recursive: true }));

/** What a fourth section takes: its model, and its routes. */
const MODEL = `
import { defineSection } from "./define-section.ts";
import { date, requiredLine } from "./entry-fields.ts";

export const certifications = defineSection({
  schemaName: "Certification",
  tag: "CERT",
  fields: { name: requiredLine, issuedOn: date },
  view({ id, name, issuedOn, displayOrder }) {
    return { id, name, issuedOn, displayOrder };
  },
});
`;
const ROUTES = `
import { type SectionExamples, sectionRoutes } from "./section-routes.ts";

export const routes = sectionRoutes({
  section: "certifications",
  path: "certifications",
  one: "certification",
  many: "certifications",
  entry: "a certification",
});

export const examples: SectionExamples = {
  add: { body: { name: "First aid" } },
  update: { body: { issuedOn: "2020" } },
};
`;

const IDS = [
  ...["add-certification", "delete-certification", "list-certifications", "update-certification"],
];

/** Builds the new functions, loads them, changes a profile, and tells what came of it. */
const TELL = `
import { createRequire } from "node:module";
import { buildFunctions } from "./infra/bundling/build.ts";
import { functionEntries } from "./infra/bundling/function-entries.ts";
import { openapiDocument } from "./shared/http/openapi.ts";
import { withEntry } from "./shared/model/profile/edit-entries.ts";
import { newProfile } from "./shared/model/profile/new-profile.ts";
import { nextVersion } from "./shared/model/profile/next-version.ts";
import { ownerView } from "./shared/model/profile/profile-view.ts";
import { insertProfileSteps } from "./shared/persistence/profile-steps.ts";
import { assembleProfiles } from "./shared/persistence/profile-item.ts";
import { exampleTable } from "./shared/routes/example-table.ts";
import { routeTable } from "./shared/routes/route-table.ts";

const entries = Object.fromEntries(
  Object.entries(functionEntries()).filter(([id]) => id.includes("certification")),
);
const { manifest: bundles } = await buildFunctions({ entries });
const load = createRequire(import.meta.url);
const { paths, components } = openapiDocument(routeTable);

// A profile with two certifications, from the list to the table and back.
const now = new Date(0).toISOString();
const draft = newProfile("jane", "1", { name: "Jane", title: "Nurse" }, undefined, now);
const list = [{ name: "First aid", issuedOn: "2020" }];
const listed = nextVersion(draft, { certifications: list }, undefined, now);
const certifications = withEntry("certifications", listed.certifications, "2", {
  name: "Driver",
  issuedOn: null,
});
const items = insertProfileSteps({ ...listed, certifications }, 9).flatMap(({ write }) =>
  write.Put?.Item.sk.startsWith("PROFILE#") ? [write.Put.Item] : [],
);
items.sort((a, b) => (a.sk < b.sk ? -1 : 1));
const [read] = assembleProfiles(items);
const { certifications: shown } = ownerView(read.profile, "");
console.log(
  JSON.stringify({
    bundles: Object.keys(bundles),
    handlers: Object.keys(bundles).map(
      (id) => typeof load(\`./dist/functions/\${id}/index.js\`).handler,
    ),
    operations: Object.entries(paths)
      .filter(([path]) => path.includes("certifications"))
      .map(([path, item]) => [path, Object.keys(item).sort()]),
    schema: Object.keys(components.schemas.Certification.properties),
    inProfile: Object.keys(components.schemas.Profile.properties).includes("certifications"),
    example: exampleTable["add-certification"],
    tags: items.map(({ sk }) => sk.split("#")[2] ?? "root"),
    shown: shown.map(({ id, ...rest }) => rest),
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

/** Adds a line and an import to a table of the copy. */
function addLine(file: string, line: string, before: string, after: string): void {
  const text = readFileSync(join(copy, file), "utf8");
  expect(text, file).toContain(before);
  writeFileSync(join(copy, file), `${line}\n${text.replace(before, after)}`);
}

test("a fourth section is a model, its routes, and a line in the table of each", () => {
  for (const name of ["shared", "functions", "infra", "package.json"]) {
    cpSync(join(repositoryRoot, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(repositoryRoot, "node_modules"), join(copy, "node_modules"));
  writeFileSync(join(copy, "shared/model/profile/sections/certifications.ts"), MODEL);
  addLine(
    "shared/model/profile/sections/section-models.ts",
    'import { certifications } from "./certifications.ts";',
    ...(["{ workExperiences,", "{ certifications, workExperiences,"] as const),
  );
  writeFileSync(join(copy, "shared/routes/sections/certifications.ts"), ROUTES);
  addLine(
    "shared/routes/sections/section-table.ts",
    'import * as certifications from "./certifications.ts";',
    ...(["[socialLinks,", "[certifications, socialLinks,"] as const),
  );
  writeFileSync(join(copy, "tell.ts"), TELL);
  const told = execFileSync(process.execPath, ["tell.ts"], {
    ...{
      cwd: copy,
      encoding: "utf8",
      env: { ...process.env, TABLE_NAME: "none", AWS_REGION: "eu-west-1" },
    },
  });
  const path = "/api/v1/profiles/{profile_id}/certifications";
  expect(JSON.parse(told)).toEqual({
    bundles: IDS,
    handlers: IDS.map(() => "function"),
    operations: [
      [path, ["get", "post"]],
      [`${path}/{entry_id}`, ["delete", "patch"]],
    ],
    schema: ["id", "name", "issuedOn", "displayOrder"],
    inProfile: true,
    example: { body: { name: "First aid" } },
    tags: ["root", "CERT", "CERT"],
    shown: [
      { name: "First aid", issuedOn: "2020", displayOrder: 0 },
      { name: "Driver", issuedOn: null, displayOrder: 1 },
    ],
  });
});
