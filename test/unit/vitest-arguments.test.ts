import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repositoryRoot } from "../../infra/repository-root.ts";
import { PROJECT_NAMES } from "../support/project-names.ts";
import { vitestArguments } from "../support/vitest-arguments.ts";

test.each([
  ["nothing runs all", [], ["run"]],
  ["a project", ["unit"], ["run", "--project=unit-apart", "--project=unit"]],
  [
    "two of them",
    ["unit", "laptop"],
    ["run", "--project=unit-apart", "--project=unit", "--project=laptop"],
  ],
  [
    "a file of a project, and an option",
    ["e2e", "contacts", "--bail=1"],
    ["run", "--project=e2e", "contacts", "--bail=1"],
  ],
  ["a file alone", ["test/unit/log.test.ts"], ["run", "test/unit/log.test.ts"]],
  ["a project's name after a file's", ["photos", "unit"], ["run", "photos", "unit"]],
])("%s", (_, words, expected) => {
  expect(vitestArguments(words)).toEqual(expected);
});

test("every project is a folder of tests", () => {
  const folders = ["test", "packages"].map((name) => join(repositoryRoot, name));
  const isFolder = (name: string) => folders.some((folder) => existsSync(join(folder, name)));
  expect(PROJECT_NAMES.filter((name) => !isFolder(name.split("-")[0] ?? name))).toEqual([]);
});
