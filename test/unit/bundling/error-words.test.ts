import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ERRORS } from "../../../infra/bundling/reference/error-words.ts";
import { gatewayErrors } from "../../../infra/constructs/gateway-responses.ts";
import { repositoryRoot } from "../../../infra/repository-root.ts";
import { STATUS_TITLE } from "../../../shared/http/render-problem.ts";

const told = new Set(ERRORS.flatMap(({ codes }) => Object.keys(codes)));

test("every status is told of", () => {
  expect(ERRORS.map(({ status }) => String(status))).toEqual(Object.keys(STATUS_TITLE));
});

test("every code of the sources and of the gateway is told of", () => {
  const files = globSync("shared/**/*.ts", { cwd: repositoryRoot });
  const thrown = files.flatMap((file) => {
    const text = readFileSync(join(repositoryRoot, file), "utf8");
    return [...text.matchAll(/new Problem\(\s*"\w+",\s*"(\w+)"/g)].map(([, code]) => code);
  });
  const codes = [...thrown, ...gatewayErrors.map(({ code }) => code)];
  expect(codes.length).toBeGreaterThan(40);
  expect(codes.filter((code) => !told.has(code ?? ""))).toEqual([]);
});
