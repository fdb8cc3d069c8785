import { expect, test } from "vitest";
import { OTHER_EXAMPLES } from "../../bench/examples/other-examples.ts";
import { CHECK_ID, functionEntries } from "../../infra/bundling/function-entries.ts";
import { routeTable } from "../../shared/routes/route-table.ts";

/**
 * What is not measured may be slow. Routes bring their examples: route-examples.test.ts. The check is
 * deployed only where it is asked for, and waits for the others all its time.
 */
test("every other function has an event in bench/examples/other-examples.ts", () => {
  const routes = routeTable.map(({ id }) => id);
  const others = Object.keys(functionEntries()).filter(
    (id) => !routes.includes(id) && id !== CHECK_ID,
  );
  expect(others.filter((id) => !(id in OTHER_EXAMPLES))).toEqual([]);
});
