import { type AnyRoute, routeTable } from "../../shared/routes/route-table.ts";
import type { BenchPlatform } from "../platform/bench-platform.ts";
import { answersWith, type Example, type PrepareExample } from "./example.ts";
import { gatewayEvent } from "./gateway-event.ts";
import { OTHER_EXAMPLES } from "./other-examples.ts";
import { ROUTE_EXAMPLES } from "./route-examples.ts";

/**
 * What makes the examples of every function, routes first. Each is to be used before the next is
 * prepared: it fits the state of that moment.
 * @throws Error for a route without an example
 */
export function allExamples(): readonly PrepareExample[] {
  return [...routeTable.flatMap(examplesOf), ...Object.values(OTHER_EXAMPLES).flat()];
}

/** Names of the examples that there are for a route. */
export function exampleNames(routeId: string): string[] {
  return Object.keys(ROUTE_EXAMPLES).filter((name) => name.split(" ")[0] === routeId);
}

function examplesOf(route: AnyRoute): PrepareExample[] {
  const names = exampleNames(route.id);
  if (names.length === 0) throw new Error(`Route ${route.id} needs a request in ROUTE_EXAMPLES.`);
  return names.map((name) => (platform) => routeExample(platform, route, name));
}

/** One example of a route, for an account that nobody else uses. */
export async function routeExample(
  platform: BenchPlatform,
  route: AnyRoute,
  name: string = route.id,
): Promise<Example> {
  const account = `bench-${name.replaceAll(" ", "-")}-${Date.now()}`;
  const prepare = ROUTE_EXAMPLES[name];
  if (!prepare) throw new Error(`There is no example ${name}.`);
  const [api, other] = [await platform.as(account), await platform.as(`${account}-other`)];
  const request = await prepare({ account, api, other });
  return {
    name,
    functionId: route.id,
    event: await gatewayEvent(route, { account, ...request }),
    check: answersWith(route),
  };
}
