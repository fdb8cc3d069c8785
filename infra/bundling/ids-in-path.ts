import { dirname, join } from "node:path";
import type { Plugin } from "esbuild";
import { repositoryRoot } from "../repository-root.ts";

const SCHEMA = join(repositoryRoot, "shared/routes/ids-in-path.ts");

/**
 * Ids in a path are read without the library of schemas: half of the functions take nothing else. Its
 * schema of them is for the OpenAPI document. ADR 38 has the figures.
 */
export const idsInPath: Plugin = {
  name: "ids-in-path",
  setup(build) {
    build.onLoad({ filter: /\/ids-in-path\.ts$/ }, ({ path }) =>
      path === SCHEMA
        ? {
            contents: 'export { idsInPath } from "./plain-ids-in-path.ts";',
            resolveDir: dirname(path),
          }
        : undefined,
    );
  },
};
