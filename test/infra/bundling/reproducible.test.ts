import { execFile } from "node:child_process";
import { appendFileSync, cpSync, globSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect, inject, test } from "vitest";
import { functionEntries } from "../../../infra/bundling/function-entries.ts";
import { localSettings } from "../../../infra/laptop/local-settings.ts";
import { synthesise } from "../../../infra/synthesise.ts";
import { copiedCheckout } from "../../support/copied-checkout.ts";
import { STACKS, type TemplateResource } from "../../support/synthesised-template.ts";

/** One of each kind, in another order than that of the whole build. */
const SOME = [
  ...["get-health", "list-social-links", "get-docs", "finish-removal"],
  ...["create-profile", "authorize-request"],
];

/** Builds in a checkout as a deployment does, with another temporary folder and in another zone. */
async function buildIn(checkout: string, outdir: string): Promise<void> {
  const entries = functionEntries();
  const some = Object.fromEntries(SOME.map((id) => [id, entries[id]]));
  const code = `import { buildFunctions } from ${JSON.stringify(join(checkout, "infra/bundling/build.ts"))};
await buildFunctions(${JSON.stringify({ outdir, entries: some })});`;
  const TMPDIR = join(checkout, "temporary");
  mkdirSync(TMPDIR, { recursive: true });
  const env = { ...process.env, TMPDIR, TZ: "Pacific/Auckland" };
  const args = ["--input-type=module", "-e", code];
  await promisify(execFile)(process.execPath, args, { cwd: checkout, env });
}

/** What would be deployed of the functions, by the path below their folder. */
function deployed(functionsDir: string): Readonly<Record<string, string>> {
  const files = globSync(`{${SOME}}/**`, { cwd: functionsDir, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(
    files.sort().map((file) => [file.slice(functionsDir.length + 1), readFileSync(file, "latin1")]),
  );
}

/** Names of the files that differ, without their megabytes. */
function differing(
  one: Readonly<Record<string, unknown>>,
  other: Readonly<Record<string, unknown>>,
): string[] {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return names.filter((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]));
}

interface AssetManifest {
  readonly files: Readonly<Record<string, { readonly source: { readonly packaging: string } }>>;
}

/** Digests of the code that a deployment uploads where it is not there yet; templates left out. */
function codeAssets(assembly: string): readonly string[] {
  const hashes = STACKS.flatMap((stack) => {
    const text = readFileSync(join(assembly, `${stack}.assets.json`), "utf8");
    const { files }: AssetManifest = JSON.parse(text);
    return Object.keys(files).filter((hash) => files[hash]?.source.packaging === "zip");
  });
  return [...new Set(hashes)];
}

/** Every resource as CloudFormation sees it: metadata names paths of this machine. */
function resources(assembly: string): Readonly<Record<string, object>> {
  return Object.fromEntries(
    STACKS.flatMap((stack) => {
      const { Resources } = JSON.parse(
        readFileSync(join(assembly, `${stack}.template.json`), "utf8"),
      );
      return Object.entries<TemplateResource & { readonly Metadata?: unknown }>(Resources).map(
        ([id, { Metadata: _, ...resource }]) => [`${stack} ${id}`, resource],
      );
    }),
  );
}

test("a build elsewhere has the same bytes; a change of one function is one asset and one Lambda", async () => {
  const assembly = inject("assembly");
  const here = join(dirname(assembly), "functions");
  const checkout = await copiedCheckout();
  // Built elsewhere, beside few others, by a process of its own.
  await buildIn(checkout, join(checkout, "dist"));
  const [before, elsewhere] = [deployed(here), deployed(join(checkout, "dist", "functions"))];
  expect(Object.keys(elsewhere)).toEqual(
    expect.arrayContaining([
      ...["create-profile/photo-store.js", "create-profile/start.mjs", "get-docs/docs.html"],
      ...SOME.map((id) => `${id}/index.js`),
    ]),
  );
  expect(Object.keys(elsewhere).filter((file) => file.endsWith(".map"))).toEqual([]);
  expect(differing(before, elsewhere)).toEqual([]);

  appendFileSync(
    join(checkout, "functions/profiles/create-profile.ts"),
    "\nexport const changed = true;\n",
  );
  const changed = join(checkout, "changed");
  cpSync(here, join(changed, "functions"), { recursive: true });
  cpSync(join(here, "..", "manifest.json"), join(changed, "all.json"));
  await buildIn(checkout, changed);
  expect(differing(before, deployed(join(changed, "functions")))).toEqual([
    "create-profile/index.js",
  ]);
  cpSync(join(changed, "all.json"), join(changed, "manifest.json"));

  const outdir = join(changed, "assembly");
  const context = { ...localSettings, "aws:cdk:disable-asset-staging": true };
  await synthesise({ context, outdir, imageLayer: "host", bundlesDir: changed });
  const [old, fresh] = [codeAssets(assembly), codeAssets(outdir)];
  expect(fresh.filter((hash) => !old.includes(hash))).toHaveLength(1);
  expect(old.filter((hash) => !fresh.includes(hash))).toHaveLength(1);
  const [others, ...none] = differing(resources(assembly), resources(outdir));
  expect([others, none]).toEqual([expect.stringMatching(/^ProfilesProfiles CreateProfile/), []]);
});
