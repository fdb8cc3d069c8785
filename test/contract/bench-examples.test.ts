import { expect, test } from "vitest";
import { OTHER_EXAMPLES } from "../../bench/examples/other-examples.ts";
import { functionEntries } from "../../infra/bundling/function-entries.ts";
import { routeTable } from "../../shared/routes/route-table.ts";

/** What is not measured may be slow. Routes bring their examples: route-examples.test.ts. */
test("every other function has an event in bench/examples/other-examples.ts", () => {
  const routes = routeTable.map(({ id }) => id);
  const others = Object.keys(functionEntries()).filter((id) => !routes.includes(id));
  expect(others.filter((id) => !(id in OTHER_EXAMPLES))).toEqual([]);
});
