import { Router } from "@aws-lambda-powertools/event-handler/http";
import type { RequestContext } from "@aws-lambda-powertools/event-handler/types";
import { requireMediaType } from "../../../shared/http/media-type.ts";
import { readFormData } from "../common/form-data.ts";
import { brokenJson } from "../common/profile-form.ts";
import {
  change,
  create,
  FORM_TYPES,
  JSON_TYPES,
  list,
  read,
  remove,
} from "../common/profile-jobs.ts";
import { type Env, send } from "./respond.ts";

/** A route for each job. */
export function allRoutes(): Router<Env> {
  const routes = new Router<Env>();
  routes.post("/", async (context) => {
    requireMediaType(contentType(context), FORM_TYPES);
    const form = await readFormData(bytesOf(context));
    return send(context, await create(accountOf(context), form));
  });
  routes.get("/all", async (context) => send(context, await list(accountOf(context))));
  routes.get("/:id", async (context) =>
    send(context, await read(accountOf(context), idOf(context))),
  );
  routes.patch("/:id", async (context) => {
    requireMediaType(contentType(context), JSON_TYPES);
    const body = await context.req.json().catch(() => Promise.reject(brokenJson()));
    return send(context, await change(accountOf(context), idOf(context), body));
  });
  routes.delete("/:id", async (context) =>
    send(context, await remove(accountOf(context), idOf(context))),
  );
  return routes;
}

function accountOf({ get }: RequestContext<Env>): string {
  return get("account") ?? "";
}

function idOf({ params }: RequestContext<Env>): string {
  return params.id ?? "";
}

function contentType({ req }: RequestContext<Env>): string | undefined {
  return req.headers.get("content-type") ?? undefined;
}

/** The body as it was sent: the router's request has it decoded as text, which no photo survives. */
function bytesOf(context: RequestContext<Env>): Response {
  const { body, isBase64Encoded } = context.event;
  const bytes = Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8");
  return new Response(bytes, { headers: { "Content-Type": contentType(context) ?? "" } });
}
