import { expect, test } from "vitest";
import { exampleNames } from "../../bench/examples/examples.ts";
import { OTHER_EXAMPLES } from "../../bench/examples/other-examples.ts";
import { functionEntries } from "../../infra/bundling/function-entries.ts";
import { routeTable } from "../../shared/routes/route-table.ts";

/** What is not measured may be slow: the benchmark needs an event for every function. */
test("every route has a request in bench/examples/route-examples.ts", () => {
  const missing = routeTable.filter(({ id }) => exampleNames(id).length === 0);
  expect(missing.map(({ id }) => id)).toEqual([]);
});

test("every other function has an event in bench/examples/other-examples.ts", () => {
  const routes = routeTable.map(({ id }) => id);
  const others = Object.keys(functionEntries()).filter((id) => !routes.includes(id));
  expect(others.filter((id) => !(id in OTHER_EXAMPLES))).toEqual([]);
});
