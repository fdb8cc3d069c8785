import { describe, expect, test } from "vitest";
import { circlesOf, readImportGraph } from "./support/import-graph.ts";

const graph = readImportGraph();

test("every room is read, and so are imports of types", () => {
  for (const file of [
    ...["shared/settings.ts", "functions/profiles/create-profile.ts", "infra/app.ts"],
    ...["packages/laptop/laptop.ts", "bench/run.ts", "test/unit/import-graph.test.ts"],
  ]) {
    expect(graph.get(file), file).toBeDefined();
  }
  expect(graph.get("shared/settings.ts")).toEqual([
    "shared/model/issuer-setting.ts",
    "shared/model/plans.ts",
  ]);
});

describe("no import leads back to where it came from, types included", () => {
  const circles = circlesOf(graph);
  const isOfLaptop = (circle: readonly string[]) => circle[0]?.startsWith("packages/laptop/");
  test("in the product, its benchmarks and tests", () => {
    expect(circles.filter((circle) => !isOfLaptop(circle))).toEqual([]);
  });
  test("in the laptop", () => {
    expect(circles.filter(isOfLaptop)).toEqual([]);
  });
});

test("shared/model stands on nothing of this repository", () => {
  const files = [...graph].filter(([file]) => file.startsWith("shared/model/"));
  expect(files.length).toBeGreaterThan(30);
  for (const [file, imports] of files) {
    expect(
      imports.filter((path) => !path.startsWith("shared/model/")),
      file,
    ).toEqual([]);
  }
});

test("the client stands on nothing of this repository", () => {
  const files = [...graph].filter(([file]) => file.startsWith("packages/client/"));
  expect(files.length).toBeGreaterThan(20);
  for (const [file, imports] of files) {
    const outside = imports.filter((path) => !path.startsWith("packages/client/"));
    expect(outside, file).toEqual([]);
  }
});

describe("a circle is found", () => {
  const found = (edges: Readonly<Record<string, readonly string[]>>) =>
    circlesOf(new Map(Object.entries(edges)));
  test.each([
    ["of two", { a: ["b"], b: ["a"] }, [["a", "b"]]],
    ["of one", { a: ["a"] }, [["a"]]],
    ["behind others", { a: ["b"], b: ["c"], c: ["d"], d: ["b"] }, [["b", "c", "d"]]],
    [
      "beside another",
      { a: ["b"], b: ["a"], c: ["d", "a"], d: ["c"] },
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    ["and none where ways meet", { a: ["b", "c"], b: ["d"], c: ["d"], d: [] }, []],
  ])("%s", (_, edges, circles) => {
    expect(found(edges)).toEqual(circles);
  });
});
