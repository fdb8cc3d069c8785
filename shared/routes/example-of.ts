import type { RouteExample } from "./define-route.ts";
import { EXAMPLE_IDS } from "./example-ids.ts";
import { exampleTable } from "./example-table.ts";
import type { AnyRoute } from "./route-table.ts";

/** Ids of real things, by the part of a path before them. */
export type ThingIds = Readonly<Record<string, string>>;

/**
 * What to send to a route, with ids of real things in it; nothing but a path where it has no example.
 * @param ids those of `EXAMPLE_IDS` when left out
 */
export function exampleOf({ id }: Pick<AnyRoute, "id">, ids: ThingIds = EXAMPLE_IDS): RouteExample {
  let text = JSON.stringify(exampleTable[id] ?? {});
  for (const [kind, placeholder] of Object.entries(EXAMPLE_IDS)) {
    text = text.replaceAll(JSON.stringify(placeholder), JSON.stringify(ids[kind] ?? placeholder));
  }
  return JSON.parse(text);
}

/**
 * The path of a route with ids in it.
 * @throws Error for a parameter that nothing is known of: a new kind of thing belongs in EXAMPLE_IDS
 */
export function examplePath({ path }: Pick<AnyRoute, "path">, ids: ThingIds): string {
  return pathParameters(path).reduce((filled, { name, kind }) => {
    const id = ids[kind];
    if (id === undefined) throw new Error(`No example of {${name}}, one of the ${kind}.`);
    return filled.replace(`{${name}}`, id);
  }, path);
}

/** Each parameter of a path, and the kind of thing it names: the part before it. */
export function pathParameters(path: string): { readonly name: string; readonly kind: string }[] {
  return [...path.matchAll(/([^/]+)\/\{(\w+)\}/g)].map(([, before = "", name = ""]) => ({
    name,
    // The id of a profile, though the gateway wants it called as its neighbour is.
    kind: path.endsWith("/vcf") ? "profiles" : before,
  }));
}
