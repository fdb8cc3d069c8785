import { basename } from "node:path";
import type { Platform } from "@profiles-api/laptop";

/** Name of the function that runs the bundle of an id: the folder of its code has the id's name. */
export function functionNameOf({ resources }: Pick<Platform, "resources">, id: string): string {
  const fn = resources
    .ofType("AWS::Lambda::Function")
    .find(({ assetPath }) => assetPath !== undefined && basename(assetPath) === id);
  if (fn) return fn.physicalId;
  throw new Error(`No stack has a function for ${id}.`);
}
