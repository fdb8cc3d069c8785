import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/** Modules that hold nothing but schemas of answers. */
const MODULES = /shared\/model\/profile\/(?:public-)?profile-schema\.ts$/;

/**
 * Schemas of answers are for the OpenAPI document; no function holds its answer against them. Making
 * some fifty of them takes a cold function two milliseconds. In a bundle they are schemas that
 * nothing fits, so that a function which did use one would fail at once.
 */
export const answerSchemas: Plugin = {
  name: "answer-schemas",
  setup(build) {
    build.onLoad({ filter: MODULES }, async ({ path }) => {
      const exported = [...(await readFile(path, "utf8")).matchAll(/^export const (\w+)/gm)];
      const lines = exported.map(([, name]) => `export const ${name} = z.never();`);
      return { contents: ['import * as z from "zod/mini";', ...lines].join("\n") };
    });
  },
};
