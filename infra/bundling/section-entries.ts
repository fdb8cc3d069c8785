import type { Plugin } from "esbuild";
import { sectionTable } from "../../shared/routes/sections/section-table.ts";
import { repositoryRoot } from "../repository-root.ts";

/** Which file of `functions/sections` makes the function of each route of a section. */
const HANDLERS = {
  list: "list-entries",
  add: "add-entry",
  update: "update-entry",
  remove: "delete-entry",
} as const;

/**
 * Entries of the sections' functions that no file is written for, by the path it would have: each
 * binds a handler to the routes of one section. A section needs its definition, and nothing else.
 */
export function sectionEntries(): ReadonlyMap<string, string> {
  return new Map(
    sectionTable.flatMap((section) =>
      (["list", "add", "update", "remove"] as const).map((verb) => {
        const { resource, id } = section[verb];
        const lines = [
          `import { handlerOf } from "./functions/sections/${HANDLERS[verb]}.ts";`,
          `import { routes } from "./shared/routes/sections/${section.path}.ts";`,
          "export const handler = handlerOf(routes);",
        ];
        return [`functions/${resource}/${id}.ts`, lines.join("\n")] as const;
      }),
    ),
  );
}

/** Namespace of these entries in what a build tells of its inputs. */
export const SECTION_ENTRIES = "section-entries";

/** Gives the bundler the entries of {@link sectionEntries} as if they were files. */
export const sectionEntriesPlugin: Plugin = {
  name: SECTION_ENTRIES,
  setup({ onResolve, onLoad }) {
    const entries = sectionEntries();
    const namespace = SECTION_ENTRIES;
    onResolve({ filter: /^functions\/sections\// }, ({ path, kind }) =>
      kind === "entry-point" && entries.has(path) ? { path, namespace } : undefined,
    );
    onLoad({ filter: /.*/, namespace }, ({ path }) => ({
      contents: entries.get(path) ?? "",
      resolveDir: repositoryRoot,
      loader: "ts",
    }));
  },
};
