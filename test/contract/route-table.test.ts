import { globSync } from "node:fs";
import { loadCloudAssembly, readRestApi } from "@profiles-api/laptop/testing";
import { expect, inject, test } from "vitest";
import document from "../../docs/openapi.json" with { type: "json" };
import { sectionEntries } from "../../infra/bundling/section-entries.ts";
import { gatewayMethods } from "../../infra/constructs/route-methods.ts";
import { repositoryRoot } from "../../infra/repository-root.ts";
import { routeTable } from "../../shared/routes/route-table.ts";

/** The same endpoints, told four times: by the table, the entry files, the template, the document. */
const table = routeTable.map(({ method, path }) => `${method} ${path}`).sort();

test("entry files", () => {
  const files = globSync("functions/*/*.ts", { cwd: repositoryRoot }).filter(
    (file) => !/^functions\/(authorizer|background|sections)\//.test(file),
  );
  const entries = [...files, ...sectionEntries().keys()];
  const expected = routeTable.map(({ resource, id }) => `functions/${resource}/${id}.ts`);
  expect(entries.sort()).toEqual(expected.sort());
});

test("methods of the template", () => {
  const { resources } = readRestApi(loadCloudAssembly(inject("assembly")));
  const methods = resources.flatMap(({ path, methods }) =>
    [...methods.keys()]
      .filter((method) => method !== "OPTIONS")
      .map((method) => `${method} ${path}`),
  );
  const expected = routeTable.flatMap((route) =>
    gatewayMethods(route).map((method) => `${method} ${route.path}`),
  );
  expect(methods.sort()).toEqual(expected.sort());
});

test("operations of the OpenAPI document", () => {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(operations.sort()).toEqual(table);
});

test("ids, and method with path, are unique", () => {
  expect(new Set(routeTable.map(({ id }) => id)).size).toBe(routeTable.length);
  expect(new Set(table).size).toBe(table.length);
});
