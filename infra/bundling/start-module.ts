import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { routeTable } from "../../shared/routes/route-table.ts";

/** Handler of a function that is got ready before its first request. */
export const START_HANDLER = "start.handler";

/** Only an ES module can have Lambda wait while it loads. */
const START = `import { createRequire } from "node:module";

const bundle = createRequire(import.meta.url)("./index.js");
export const handler = await bundle.start(bundle.handler);
`;

/** Functions that work after their answers, where that is switched on. */
const STARTED: ReadonlySet<string> = new Set(
  routeTable.filter(({ access }) => access.analytics === "views").map(({ id }) => id),
);

/** Puts what {@link START_HANDLER} names beside the bundles of functions that have it. */
export async function writeStartModules(functionsDir: string, ids: readonly string[]) {
  const started = ids.filter((id) => STARTED.has(id));
  await Promise.all(started.map((id) => writeFile(join(functionsDir, id, "start.mjs"), START)));
}
