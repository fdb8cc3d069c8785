import { type AnyRoute, routeTable } from "../../shared/routes/route-table.ts";
import type { BenchPlatform } from "../platform/bench-platform.ts";
import { answersWith, type Example, type PrepareExample } from "./example.ts";
import { gatewayEvent } from "./gateway-event.ts";
import { OTHER_EXAMPLES } from "./other-examples.ts";
import { ownExample, SPECIAL_EXAMPLES } from "./route-examples.ts";
import { PROFILES } from "./typical-profile.ts";

/**
 * What makes the examples of every function, routes first. Each is to be used before the next is
 * prepared: it fits the state of that moment.
 */
export function allExamples(): readonly PrepareExample[] {
  return [...routeTable.flatMap(examplesOf), ...Object.values(OTHER_EXAMPLES).flat()];
}

function examplesOf(route: AnyRoute): PrepareExample[] {
  const more = Object.keys(SPECIAL_EXAMPLES).filter((name) => name.startsWith(`${route.id} `));
  return [route.id, ...more].map((name) => (platform) => routeExample(platform, route, name));
}

/** One example of a route, for an account that nobody else uses. */
export async function routeExample(
  platform: BenchPlatform,
  route: AnyRoute,
  name: string = route.id,
): Promise<Example> {
  const account = `bench-${name.replaceAll(" ", "-")}-${Date.now()}`;
  const [api, other] = [await platform.as(account), await platform.as(`${account}-other`)];
  // An account's first request of a day takes a read and a write more, which is not what is measured.
  await api.get(`${PROFILES}/all`);
  const caller = { account, api, other };
  const request = await (SPECIAL_EXAMPLES[name]?.(caller) ?? ownExample(route, caller));
  return {
    name,
    functionId: route.id,
    event: await gatewayEvent(route, { account, ...request }),
    check: answersWith(route),
  };
}
