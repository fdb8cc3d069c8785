import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type AnyRoute, routeTable } from "../../shared/routes/route-table.ts";

/** Handler of a function that is got ready before its first request. */
export const START_HANDLER = "start.handler";

/**
 * Only an ES module can have Lambda wait while it loads. What there is to do is done at once: the first
 * calls are prepared (ADR 38), and some functions register for work after their answers (ADR 24).
 */
const START = `import { createRequire } from "node:module";

const { handler: made, start } = createRequire(import.meta.url)("./index.js");
const [started] = await Promise.all([start ? start(made) : made, made.prepare()]);
export const handler = started;
`;

/** Whether a route's function has anything to get ready: the table's client, before all. */
export function isGotReady({ auth, access }: Pick<AnyRoute, "auth" | "access">): boolean {
  return auth !== "public" || access.table !== undefined;
}

const READY = new Set(routeTable.filter(isGotReady).map(({ id }) => id));

/** Whether {@link START_HANDLER} is beside the bundle of a function. */
export function hasStartModule(id: string): boolean {
  return READY.has(id);
}

/** Puts what {@link START_HANDLER} names beside the bundles of functions that have it. */
export async function writeStartModules(functionsDir: string, ids: readonly string[]) {
  const started = ids.filter(hasStartModule);
  await Promise.all(started.map((id) => writeFile(join(functionsDir, id, "start.mjs"), START)));
}
