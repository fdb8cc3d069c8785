import * as z from "zod/mini";

/** Parameters of a path, by name: each an id, in lower case once it is read. */
export type IdsInPath<Name extends string> = z.ZodMiniType<Record<Name, string>>;

/**
 * The schema of a path whose parameters are all ids. Bundles have `plain-ids-in-path.ts` in its place,
 * so that a function which takes nothing else is loaded without the library.
 */
export function idsInPath<Name extends string>(...names: readonly Name[]): IdsInPath<Name> {
  const id = () => z.uuid().check(z.toLowerCase());
  return z.object(Object.fromEntries(names.map((name) => [name, id()]))) as never;
}
