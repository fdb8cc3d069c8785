import type { Route } from "../routes/define-route.ts";
import { endpoint } from "./endpoint.ts";
import { type LinkTo, linksOf } from "./public-address.ts";
import type { ApiResponse } from "./render.ts";

/**
 * The way to an answer that is the same for everybody and touches no data: without the table's
 * client, which takes most of a start.
 */
export function createStaticHandler(route: Route, answer: (linkTo: LinkTo) => ApiResponse) {
  return endpoint(route.id, async (event) => answer(linksOf(event)));
}
