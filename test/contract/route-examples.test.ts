import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, inject, test } from "vitest";
import * as z from "zod/mini";
import { wordTable } from "../../shared/http/openapi/word-table.ts";
import { EXAMPLE_IDS } from "../../shared/routes/example-ids.ts";
import { exampleOf, examplePath, pathParameters } from "../../shared/routes/example-of.ts";
import { exampleTable } from "../../shared/routes/example-table.ts";
import { routeTable } from "../../shared/routes/route-table.ts";

/** One example a route: the document shows it, the tests call with it, the benchmark sends it. */
const withBody = routeTable.filter(({ body }) => body);

test("every route that needs a body has an example of one", () => {
  const needing = routeTable.filter(({ body, document }) => document || (body && !body.optional));
  const missing = needing.filter(({ id }) => !exampleTable[id]?.body);
  expect(missing.map(({ id }) => id)).toEqual([]);
});

test("every example belongs to a route", () => {
  const ids = routeTable.map(({ id }) => id);
  expect(Object.keys(exampleTable).filter((id) => !ids.includes(id))).toEqual([]);
});

test.each(withBody.map((route) => [route.id, route] as const))("%s takes its body", (_, route) => {
  const { body = {} } = exampleOf(route);
  expect(z.safeParse(route.body?.json.schema ?? z.never(), body)).toMatchObject({ success: true });
});

test.each(
  routeTable.map((route) => [route.id, route] as const),
)("%s takes the ids and the query of its example", (_, route) => {
  const { query } = exampleOf(route);
  expect(examplePath(route, EXAMPLE_IDS)).not.toContain("{");
  const params = pathParameters(route.path).map(({ name, kind }) => [
    name,
    EXAMPLE_IDS[kind as keyof typeof EXAMPLE_IDS],
  ]);
  for (const [schema, values] of [
    [route.params, params.length > 0 ? Object.fromEntries(params) : undefined],
    [route.query, query],
  ] as const) {
    if (!values) continue;
    expect(z.safeParse(schema ?? z.never(), values)).toMatchObject({ success: true });
  }
});

test("no function's bundle carries an example or words of a schema, but for the document itself", () => {
  const functions = join(dirname(inject("assembly")), "functions");
  const files = globSync("*/*.js", { cwd: functions }).filter((file) => !/get-openapi/.test(file));
  expect(files.length).toBeGreaterThanOrEqual(routeTable.length);
  const texts = Object.values(exampleTable).flatMap(({ body = {} }) => Object.values(body));
  const words = Object.values(wordTable).map(({ about }) => about);
  const telling = [...texts, ...Object.values(EXAMPLE_IDS), ...words].filter(
    (text): text is string =>
      typeof text === "string" && text.length >= 12 && !/^image\//.test(text),
  );
  expect(telling.length).toBeGreaterThan(10);
  for (const file of files) {
    const bundle = readFileSync(join(functions, file), "utf8");
    expect(
      telling.filter((text) => bundle.includes(text)),
      file,
    ).toEqual([]);
  }
});
