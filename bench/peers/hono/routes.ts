import { Hono } from "hono";
import { requireMediaType } from "../../../shared/http/media-type.ts";
import { readFormData } from "../common/form-data.ts";
import { brokenJson } from "../common/profile-form.ts";
import { change, create, FORM_TYPES, JSON_TYPES, list, remove } from "../common/profile-jobs.ts";
import { addGetProfile } from "./get-profile-route.ts";
import { type Env, send } from "./respond.ts";

/** A route for each job. */
export function allRoutes(): Hono<Env> {
  const routes = new Hono<Env>();
  routes.post("/", async (context) => {
    requireMediaType(context.req.header("content-type"), FORM_TYPES);
    const form = await readFormData(context.req);
    return send(context, await create(context.var.account, form));
  });
  routes.get("/all", async (context) => send(context, await list(context.var.account)));
  addGetProfile(routes);
  routes.patch("/:id", async (context) => {
    requireMediaType(context.req.header("content-type"), JSON_TYPES);
    const body = await context.req.json().catch(() => Promise.reject(brokenJson()));
    return send(context, await change(context.var.account, context.req.param("id"), body));
  });
  routes.delete("/:id", async (context) =>
    send(context, await remove(context.var.account, context.req.param("id"))),
  );
  return routes;
}
