import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "esbuild";
import { repositoryRoot } from "../repository-root.ts";

/** Modules that hold nothing but schemas of answers. */
const MODULES = [
  "shared/model/exchange/document-schema.ts",
  "shared/model/profile/entry-answer-schema.ts",
  "shared/model/profile/profile-schema.ts",
  "shared/model/profile/public-profile-schema.ts",
].map((file) => join(repositoryRoot, file));

/**
 * Schemas of answers are for the OpenAPI document; no function holds its answer against them. Making
 * some fifty of them takes a cold function two milliseconds, and one of them makes it load the library.
 * In a bundle they are nothing that could check anything, so that a function which did use one would
 * fail at once.
 */
export const answerSchemas: Plugin = {
  name: "answer-schemas",
  setup(build) {
    // A module that was moved would be bundled whole again, and nobody would notice.
    build.onStart(async () => void (await Promise.all(MODULES.map((file) => readFile(file)))));
    build.onLoad({ filter: /-schema\.ts$/ }, async ({ path }) => {
      if (!MODULES.includes(path)) return undefined;
      const text = await readFile(path, "utf8");
      const exported = [...text.matchAll(/^export (const|function) (\w+)/gm)];
      const lines = exported.map(
        ([, kind, name]) => `export const ${name} = ${kind === "function" ? "() => " : ""}({});`,
      );
      return { contents: lines.join("\n") };
    });
  },
};
