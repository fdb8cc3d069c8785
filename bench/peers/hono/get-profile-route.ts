import type { Hono } from "hono";
import { read } from "../common/profile-jobs.ts";
import { type Env, send } from "./respond.ts";

/** Reading one profile. */
export function addGetProfile(routes: Hono<Env>): void {
  routes.get("/:id", async (context) =>
    send(context, await read(context.var.account, context.req.param("id"))),
  );
}
