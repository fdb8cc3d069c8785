import { globSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { repositoryRoot } from "../../infra/repository-root.ts";
import { longFunctions, MOST_LINES, undocumentedExports } from "./support/source-style.ts";
import { syntaxTrees } from "./support/syntax-trees.ts";

const ROOMS = ["shared", "functions", "infra", "packages", "bench"];

/**
 * Exports that say what they are in other words: an endpoint's function is its route's, a route has a
 * summary and a description, and an example is what the document shows of it.
 */
const SAID_ELSEWHERE = [
  { files: /^functions\//, names: /^handler$/ },
  { files: /^shared\/routes\//, names: /^(?:\w+Route|\w+Example|routes|examples)$/ },
];

const isSaidElsewhere = (file: string, name: string) =>
  SAID_ELSEWHERE.some(({ files, names }) => files.test(file) && names.test(name));

const files = globSync(
  ROOMS.map((room) => `${room}/**/*.ts`),
  {
    cwd: repositoryRoot,
    exclude: (path) => /(?:^|\/)(?:node_modules|dist|test|generated)$/.test(path),
  },
).sort();

describe("every source", () => {
  const trees = [...syntaxTrees(files)];

  test("is read", () => {
    expect(files).toEqual(
      expect.arrayContaining(["shared/settings.ts", "functions/profiles/create-profile.ts"]),
    );
    expect(trees.length).toBeGreaterThan(800);
  });

  test(`has no function of more than ${MOST_LINES} lines: split it by idea`, () => {
    const found = trees.flatMap(([file, tree]) =>
      longFunctions(tree).map(
        ({ line, name, length }) => `${file}:${line} ${name}, ${length} lines`,
      ),
    );
    expect(found).toEqual([]);
  });

  test("says in a doc comment what each export is: units, errors, not its name again", () => {
    const found = trees.flatMap(([file, tree]) =>
      undocumentedExports(tree)
        .filter(({ name }) => !isSaidElsewhere(file, name))
        .map(({ line, name }) => `${file}:${line} ${name}`),
    );
    expect(found).toEqual([]);
  });
});

describe("what breaks the rules is found", () => {
  const lines = (count: number) => "\n".repeat(count - 1);
  const SAMPLE = "shared/sample.ts";
  const treeOf = (text: string) => {
    const tree = syntaxTrees([SAMPLE], { [SAMPLE]: text }).get(SAMPLE);
    if (!tree) throw new Error("The sample was not parsed.");
    return tree;
  };

  test("long functions of every kind, and those around them", () => {
    const tree = treeOf(
      [
        `/** Its comment does not count.${lines(50)} */`,
        `function just() {${lines(40)}}`,
        `async function over() {${lines(41)}}`,
        `class Box { constructor() {${lines(41)}} get size() {${lines(42)}} fill() {${lines(43)}} }`,
        `const arrow = () => {${lines(44)}};`,
        `const outer = () => { run(function () {${lines(45)}}); };`,
        `const data = {${lines(99)}};`,
      ].join("\n"),
    );
    expect(longFunctions(tree).map(({ name, length }) => [name, length])).toEqual([
      ["over", 41],
      ["constructor of Box", 41],
      ["size", 42],
      ["fill", 43],
      ["arrow", 44],
      ["outer", 45],
      ["a function", 45],
    ]);
  });

  test("exports without a comment of their own", () => {
    const tree = treeOf(
      [
        "export const one = 1, two = 2;",
        "// Not a doc comment.",
        "export function three() {}",
        "/** */",
        "export class Four {}",
        "export interface Five {}",
        "export type Six = string;",
        "/** Said. */",
        "export const Seven = z.object({});",
        "export type Seven = z.infer<typeof Seven>;",
        "export type Eight = z.output<typeof EightSchema>;",
        "/** The first of its signatures. */",
        "export function nine(a: string): void;",
        "export function nine(a: number): void {}",
        "const ten = 10;",
        'export { eleven } from "./eleven.ts";',
      ].join("\n"),
    );
    expect(undocumentedExports(tree).map(({ name }) => name)).toEqual([
      ...["one, two", "three", "Four", "Five", "Six"],
    ]);
  });
});
