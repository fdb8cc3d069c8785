import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { App } from "aws-cdk-lib";
import { inject } from "vitest";
import type { Template } from "../../infra/operations/preflight/template.ts";
import { readSettings } from "../../infra/settings/read-settings.ts";
import type { SettingName } from "../../infra/settings/settings.ts";
import { addStacks } from "../../infra/stacks/add-stacks.ts";
import { CDK_CONTEXT } from "../../infra/synthesise.ts";
import { type AnyRoute, routeTable } from "../../shared/routes/route-table.ts";

/** Of one folder the CDK keeps the digests of the code for the next app: a sixth of its time. */
let folder: string | undefined;

/** Those of every route, which the files of a worker share. */
const known = new Map<string, ReadonlyMap<string, Template>>();

/**
 * Every stack's template for these settings, by what follows the prefix in its name. As `synthesise`
 * makes them, without what does not change a template: copies of the code, traces, and rules. Takes
 * 0.3 s of a core the first time.
 */
export function templatesFor(
  given: Partial<Record<SettingName, unknown>>,
): ReadonlyMap<string, Template> {
  const key = JSON.stringify(given);
  const templates = known.get(key) ?? templatesWith(given, routeTable);
  known.set(key, templates);
  return templates;
}

/** The same for a service of some of the routes. */
export function templatesWith(
  given: Partial<Record<SettingName, unknown>>,
  routes: readonly AnyRoute[],
): ReadonlyMap<string, Template> {
  const { stackTraceLimit } = Error;
  // A rule that is acknowledged notes where: an eighth of a synthesis.
  Error.stackTraceLimit = 0;
  try {
    return synthesised(given, routes);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function synthesised(
  given: Partial<Record<SettingName, unknown>>,
  routes: readonly AnyRoute[],
): ReadonlyMap<string, Template> {
  const settings = readSettings((name) => given[name as SettingName]);
  folder ??= mkdtempSync(join(tmpdir(), "templates-"));
  const app = new App({
    outdir: folder,
    stackTraces: false,
    context: {
      ...CDK_CONTEXT,
      "aws:cdk:disable-asset-staging": true,
      "aws:cdk:disable-creation-stack-traces": true,
    },
    analyticsReporting: false,
    treeMetadata: false,
    builtinCloudFormationValidation: false,
  });
  // The bundles of this run; any folder will do as the layer, which is the same in all of them.
  const built = dirname(inject("assembly"));
  const code = {
    functionsDir: join(built, "functions"),
    manifest: JSON.parse(readFileSync(join(built, "manifest.json"), "utf8")),
    imageLayerDir: join(built, "functions", "get-health"),
  };
  addStacks(app, settings, code, routes);
  const { stacks } = app.synth();
  const { length } = settings.stackPrefix;
  return new Map(stacks.map(({ stackName, template }) => [stackName.slice(length), template]));
}
