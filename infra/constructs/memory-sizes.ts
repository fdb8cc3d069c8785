import { routeTable } from "../../shared/routes/route-table.ts";
import { AUTHORIZER_ID } from "../bundling/function-entries.ts";

/**
 * Memory of every function by its kind, in MB. Lambda gives a function 1/1,769 of a core for each MB,
 * and bills each MB. docs/adr/0040-memory-sizes.md has the rule that the sizes follow from;
 * test/unit/memory-sizes.test.ts holds them to it, test/infra/stacks/memory-sizes.test.ts the stacks.
 */
export const MEMORY_SIZES = {
  /**
   * In front of every request. With a JWT a warm one waits for nothing: a whole core takes half the time
   * of half a core, for the same price.
   */
  authorizer: 1_769,
  /** Somebody waits, also for a first call. */
  route: 1_024,
  /** A photo needs 330 MB, many in a row 480 (docs/adr/0009-photo-pipeline.md): twice that. */
  images: 1_024,
  /** Nobody waits. The largest work takes 144 MB (docs/adr/0031-account-export.md): twice that. */
  background: 512,
} as const;

/** Functions of one kind have the same memory. */
export type FunctionKind = keyof typeof MEMORY_SIZES;

const ROUTES: ReadonlySet<string> = new Set(routeTable.map(({ id }) => id));

/** @param withImages whether the function's bundle needs the image layer */
export function functionKind(functionId: string, withImages: boolean): FunctionKind {
  if (withImages) return "images";
  if (functionId === AUTHORIZER_ID) return "authorizer";
  return ROUTES.has(functionId) ? "route" : "background";
}
