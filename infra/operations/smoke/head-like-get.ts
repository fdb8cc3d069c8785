import type { AnyRoute } from "../../../shared/routes/route-table.ts";
import type { Caller, RouteCall } from "./api-caller.ts";
import { expectEqual, expectStatus, headerOf } from "./expectations.ts";

/** Asks for a route by GET and by HEAD. @throws Mismatch when HEAD tells something else, or a body */
export async function expectHeadLikeGet(
  caller: Caller,
  route: AnyRoute,
  call: RouteCall = {},
): Promise<void> {
  const get = expectStatus(await caller.call(route, call), 200);
  const head = expectStatus(await caller.head(route, call), 200);
  expectEqual("body", head.text, "");
  for (const name of ["content-type", "etag", "cache-control"]) {
    expectEqual(name, headerOf(head, name), headerOf(get, name));
  }
}
